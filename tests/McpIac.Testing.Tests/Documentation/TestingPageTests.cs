using System.Reflection;
using System.Text.RegularExpressions;

namespace McpIac.Testing.Tests.Documentation;

/// <summary>The code of docs/testing.md is that of the tests beside this one, which are run.</summary>
public sealed partial class TestingPageTests
{
    private static readonly string Root = typeof(TestingPageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    [Fact]
    public void EachBlockOfCode_IsATestThatIsRun()
    {
        var tests = Directory.GetFiles(Path.Combine(Root, "tests", "McpIac.Testing.Tests", "Documentation"), "*.cs").Select(File.ReadAllText).ToArray();
        var blocks = Block().Matches(File.ReadAllText(Path.Combine(Root, "docs", "testing.md"))).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(2, blocks.Length);
        Assert.All(blocks, b => Assert.Contains(b, tests));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
