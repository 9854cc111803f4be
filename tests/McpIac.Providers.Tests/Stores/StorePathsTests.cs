using McpIac.Providers.Stores;

namespace McpIac.Providers.Tests.Stores;

public sealed class StorePathsTests
{
    [Theory]
    [InlineData("twin/aws.world.jsonl", "twin/aws.log")]
    [InlineData("twin/aws", "twin/aws.log")]
    public void Log_LiesBesideTheWorld_AndIsNotNamedOne(string world, string log) => Assert.Equal(log, StorePaths.Beside(world, "log"));
}
