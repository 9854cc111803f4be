using McpIac.Conformance.Checks;
using McpIac.Conformance.Reports;
using McpIac.Conformance.Tests.Sample;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>Each check is seen to fail on a server that is broken for it, and to pass on one that isn't.</summary>
public sealed class FaultTests
{
    public static TheoryData<string> Checks => [.. CheckTable.All.Select(c => c.Id)];

    private static IEnumerable<Fault> Faults() =>
        [.. AnnouncementFaults.All(), .. LifecycleFaults.All(), .. InputFaults.All(), .. ServerFaults.All(), .. EnvelopeFaults.All()];

    [Fact]
    public void EachCheck_HasItsFault() =>
        Assert.Equal(CheckTable.All.Select(c => c.Id).Order(StringComparer.Ordinal), Faults().Select(f => f.Check).Order(StringComparer.Ordinal));

    [Fact]
    public async Task SoundServer_PassesEachCheck_AndIsLeftEmpty()
    {
        using var host = new SampleHost(null);
        var report = await RunAsync(host);
        Assert.True(report.Reaches(4), report.ToString());
        Assert.Empty(CheckTable.All.Select(c => c.Id).Except(report.Results.Where(r => r.Outcome == CheckOutcome.Passed).Select(r => r.Id)));
        Assert.Equal(0, host.Reality.Count);
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task BrokenServer_FailsTheCheckOfItsFault(string check)
    {
        var fault = Faults().Single(f => f.Check == check);
        using var host = new SampleHost(fault);

        // The check of the largest batch costs more than all others together.
        var report = await RunAsync(host, check == "batch.limit" ? [] : [.. CheckTable.All.Select(c => c.Id).Where(id => id != "batch.limit")]);
        var failed = report.Failures.Select(f => f.Id).Distinct().ToArray();
        Assert.True(failed.Contains(check), $"{check} doesn't see its fault:\n{report}\n{Said(report, check)}");
        if (!check.StartsWith("lifecycle.", StringComparison.Ordinal)) Assert.True(!failed.Except([check, .. fault.Also]).Any(), report.ToString());
        Assert.All(report.Failures, f => Assert.False(string.IsNullOrWhiteSpace(f.Why)));
        Assert.True(report.Level < CheckTable.All.Single(c => c.Id == check).Level || report.Level == 0);
    }

    private static string Said(ConformanceReport report, string check) =>
        string.Join('\n', report.Results.Where(r => r.Id == check).Select(r => $"{r.Outcome} {r.Type} {r.Why}"));

    private static async Task<ConformanceReport> RunAsync(SampleHost host, params string[] only)
    {
        var (report, problem) = await ProviderConformance.RunAsync(host, new ConformanceOptions(Only: only), TestContext.Current.CancellationToken);
        return report ?? throw new InvalidOperationException(problem?.Message);
    }
}
