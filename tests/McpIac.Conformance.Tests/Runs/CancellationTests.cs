using McpIac.Conformance.Tests.Sample;

namespace McpIac.Conformance.Tests.Runs;

public sealed class CancellationTests
{
    /// <summary>Whatever moment a call is cancelled at, what is asked next is answered: no line is left half written.</summary>
    [Fact]
    public async Task CancelledCalls_LeaveTheConnectionWhole()
    {
        var options = new ConformanceOptions(Only: ["cancellation"]);
        for (var i = 0; i < 25; i++)
        {
            using var host = new SampleHost(null);
            var (report, _) = await ProviderConformance.RunAsync(host, options, TestContext.Current.CancellationToken);
            Assert.True(report?.Reaches(4), report?.ToString());
        }
    }
}
