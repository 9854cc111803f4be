using McpIac.Conformance.Checks;
using McpIac.Conformance.Reports;
using McpIac.Schemas.Catalogs;

namespace McpIac.Conformance.Running;

/// <summary>One run of the kit against one server.</summary>
internal sealed class ConformanceRun(Bench bench, CancellationToken cancellation)
{
    private readonly ObjectMaker maker = new(bench);
    private readonly List<CheckResult> results = [];

    /// <summary>Runs all that is asked for, and removes what it made, also when it is cancelled.</summary>
    public async Task<ConformanceReport> RunAsync()
    {
        IReadOnlyList<string> left;
        try
        {
            await RunChecksAsync();
        }
        finally
        {
            left = await bench.Belongings.RemoveAsync(bench, CancellationToken.None);
        }

        foreach (var check in Wanted(CheckScope.Transcript)) results.Add(await RunAsync(check, null));
        var levels = Levels.OfTypes(results);
        return new ConformanceReport(bench.Subject.Provider, bench.Peer.ServerName, bench.Peer.ServerVersion, bench.Subject.Claimed, Levels.Of(results), levels, results, left);
    }

    private async Task RunChecksAsync()
    {
        var lives = new List<TypeLife>();
        if (Wanted(CheckScope.Type).Concat(Wanted(CheckScope.Server)).Any(c => c.Level > 0) && IsManaged)
        {
            foreach (var type in bench.Subject.Types) lives.Add(await LiveAsync(type));
            bench.Workhorse = Workhorse(lives);
        }

        foreach (var check in CheckTable.All.Where(c => c.Scope != CheckScope.Transcript && IsWanted(c)))
        {
            if (check.Scope == CheckScope.Server) results.Add(await RunAsync(check, null));
            else foreach (var life in lives) results.Add(await RunAsync(check, life));
        }
    }

    private bool IsManaged => bench.Subject.Extension is not null && bench.Subject.Has("applyDeployment") && bench.Subject.Has("getResource");

    private async Task<TypeLife> LiveAsync(ResourceType type)
    {
        var life = new TypeLife(type, bench, maker);
        await life.LiveAsync(cancellation);
        if (life.Listed is not null) bench.Listed.Add(type.Token);
        return life;
    }

    // The more of the standard a type shows, the more can be tried with it; and what needs nothing else is quickly made.
    private ResourceType? Workhorse(IReadOnlyList<TypeLife> lives) => lives.Where(l => l.Id is not null).OrderByDescending(l => bench.Lists(l.Type))
        .ThenByDescending(l => l.Update is not null).ThenByDescending(l => l.Replacement is not null).ThenBy(l => l.Type.Properties.Members.Any(m => m.Required && m.Shape.References.Count > 0)).FirstOrDefault()?.Type;

    private async Task<CheckResult> RunAsync(Check check, TypeLife? life)
    {
        cancellation.ThrowIfCancellationRequested();
        var started = TimeProvider.System.GetTimestamp();
        var (outcome, why) = await TryAsync(check, life);
        return new CheckResult(check.Id, check.Clause, check.Level, life?.Type.Token, check.Title, outcome, why, TimeProvider.System.GetElapsedTime(started));
    }

    private async Task<(CheckOutcome, string?)> TryAsync(Check check, TypeLife? life)
    {
        if (bench.Subject.Extension is null && check.Level > 0 && check.Id != "protocol.extension") return (CheckOutcome.Skipped, "the server doesn't announce the standard");
        try
        {
            await check.Body(new CheckContext(bench, maker, life, cancellation));
            return (CheckOutcome.Passed, null);
        }
        catch (CheckFailure e)
        {
            return (CheckOutcome.Failed, e.Message);
        }
        catch (CheckSkipped e)
        {
            return (e.Exempt ? CheckOutcome.Exempt : CheckOutcome.Skipped, e.Message);
        }
    }

    private IEnumerable<Check> Wanted(CheckScope scope) => CheckTable.All.Where(c => c.Scope == scope && IsWanted(c));

    private bool IsWanted(Check check) => bench.Options.Only is not { Count: > 0 } only || only.Contains(check.Id) || only.Contains(check.Family);
}
