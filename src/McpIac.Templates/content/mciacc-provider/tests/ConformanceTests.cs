using McpIac.Conformance;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using Xunit;

namespace Provider1.Tests;

/// <summary>The checks of the provider standard; run them with 'dotnet run --project tests'. What failed is in the message.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public async Task Provider_ReachesTheLevelThatItClaims()
    {
        var folder = Directory.CreateTempSubdirectory("notes-").FullName;
        await using var server = new ProviderServer(new ProviderOptions("notes", "0.1.0"), [new NoteHandler(folder)], ProviderStore.Open(null));
        var report = await ProviderConformance.RunAsync(server.ConnectInMemory(), cancellation: TestContext.Current.CancellationToken);
        Assert.True(report.Reaches(), report.ToString());
    }
}
