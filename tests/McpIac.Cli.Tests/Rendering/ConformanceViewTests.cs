using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Conformance.Reports;

namespace McpIac.Cli.Tests.Rendering;

public sealed class ConformanceViewTests
{
    private static readonly ConformanceReport Report = new("shop", "shop-server", "1.0", 4, 1,
        [new TypeLevel("shop:site", 1, ["lifecycle.fixed"]), new TypeLevel("shop:order", null, [], "no room")],
        [
            new CheckResult("protocol.extension", "D1", 1, null, "It announces", CheckOutcome.Passed, null, TimeSpan.Zero),
            new CheckResult("plan.replace", "P3", 2, "shop:site", "It replaces", CheckOutcome.Failed, "no path", TimeSpan.Zero),
            new CheckResult("lifecycle.create", "C8", 1, "shop:order", "It is created", CheckOutcome.Skipped, "no room", TimeSpan.Zero),
        ], []);

    [Fact]
    public void Table_ShowsWhatFailed_AndTheLevels() => Assert.Equal(
        """
                   level  check         of
          failed   L2     plan.replace  shop:site  no path (P3)

          shop:site   L1  exempt from lifecycle.fixed
          shop:order  not tried: no room
        shop reaches level 1 and claims 4.
        1 passed, 1 failed, 1 skipped.
        """.ReplaceLineEndings("\n"), string.Join('\n', ConformanceView.Of(Report, null, all: false)));

    [Fact]
    public void Table_ShowsAll_WhenAsked() =>
        Assert.Contains(ConformanceView.Of(Report, null, all: true), l => l.ToString().StartsWith("  passed   L1     protocol.extension  server", StringComparison.Ordinal));

    [Fact]
    public void WhatFailsAboveTheLevel_IsCounted() =>
        Assert.Equal("  1 check above level 1 failed; --all shows them.", ConformanceView.Of(Report, 1, all: false).First().ToString());

    [Fact]
    public void Problems_NameTheLevel_AndWhatIsLeft()
    {
        Assert.Equal(("MCI6400", "shop reaches level 1 of the provider standard, and claims 4."), IdAndMessage(CliProblems.LevelNotReached("shop", 1, 4, isAsked: false)));
        Assert.Equal(("MCI6400", "shop claims no level of the provider standard."), IdAndMessage(CliProblems.NoLevel("shop")));
        Assert.Equal(("MCI6402", "What the checks made at shop couldn't be removed: a (1), b (2)."), IdAndMessage(CliProblems.LeftBehind("shop", ["a (1)", "b (2)"])));
    }

    private static (string, string) IdAndMessage(McpIac.Schemas.Diagnostics.Diagnostic problem) => (problem.Id, problem.Message);
}
