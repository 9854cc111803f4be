using McpIac.Dsl.Expressions;
using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Engine.Events;
using McpIac.Engine.Execution;
using McpIac.Engine.Imports;
using McpIac.Engine.Reads;
using McpIac.Engine.Refreshing;
using McpIac.Engine.Snapshots;
using McpIac.Plans.Binding;
using McpIac.Plans.Drifts;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using McpIac.State.Journals;
using ApplyOptions = McpIac.Engine.Execution.ApplyOptions;

namespace McpIac.Engine.Orchestration;

/// <summary>What the command line calls. The order is: settle, plan, show, apply.</summary>
public static class Orchestrator
{
    private static readonly TimeSpan QuestionTimeout = TimeSpan.FromMinutes(1);

    // Servers on the SDK take ten thousand; the answer of so many would be large, too.
    private const int CheckedAtOnce = 5_000;

    /// <summary>Settles what a crash left, of changes (see <see cref="Settler"/>) and of a snapshot restore; plan only when nothing came back.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> SettleAsync(IJournal journal, ConnectionPool pool, Catalog catalog, CancellationToken cancellation)
    {
        var unsettled = await Settler.SettleAsync(journal, pool, catalog, QuestionTimeout, cancellation);
        return unsettled.Count > 0 ? unsettled : await UnfinishedRestore.SettleAsync(journal, pool, catalog, cancellation);
    }

    /// <summary>The plan, checked by the providers whose resources it touches; their findings are MCI3001.</summary>
    public static async Task<PlanResult> PlanAsync(
        BoundDeployment deployment, Catalog catalog, DeploymentState state, ConnectionPool pool, CancellationToken cancellation, PlanChoices? choices = null)
    {
        choices ??= new PlanChoices();
        deployment = DataSources.AsReads(deployment);
        var (selection, unknown) = Selection.Of(deployment, state, choices.Targets, choices.Excludes, choices.Replaces);
        if (unknown.Count > 0) return new PlanResult(null, unknown);
        var actual = choices.Refresh || choices.RefreshOnly
            ? await new Refresher(catalog, state, pool, QuestionTimeout, cancellation).RefreshAsync(deployment.Resources.Where(r => r.Type.Kind == TypeKind.Resource).Select(r => r.Provider))
            : Refreshed.Nothing;
        if (actual.Problems.Count > 0) return new PlanResult(null, actual.Problems);
        state = Drift.Apply(state, actual.Drifts);
        if (choices.DriftedOnly) (selection, unknown) = Drifted(deployment, state, actual.Drifts);
        if (unknown.Count > 0) return new PlanResult(null, unknown);
        if (choices.RefreshOnly) selection = Selection.Nothing;
        else
        {
            (deployment, var strange) = Strays.Settle(deployment, state, actual.Strays, choices.Adopt);
            if (strange.Count > 0) return new PlanResult(null, strange);
        }

        var clear = await Revealer.RevealAsync(state, pool, QuestionTimeout, cancellation, actual.Outputs);
        var (found, problems) = await Importer.FindAsync(deployment, state, selection, pool, QuestionTimeout, cancellation);
        if (problems.Count > 0) return new PlanResult(null, problems);
        var (revealed, recorded) = (With(clear, found.Select(f => f.Clear)), With(state, found.Select(f => f.Recorded)));
        var basis = new PlanBasis { Drifts = actual.Drifts, Imported = found.Select(f => f.Clear.Urn).ToHashSet(StringComparer.Ordinal), Selection = selection };
        if (choices.WhyDeleted is { } why) basis = basis with { WhyDeleted = why };
        (basis, var unread) = await ExistingReader.ReadAsync(deployment, revealed, catalog, recorded, basis, pool, QuestionTimeout, cancellation);
        if (unread.Count > 0) return new PlanResult(null, unread);
        var (plan, diagnostics) = PlanBuilder.Build(deployment, revealed, catalog, recorded, basis);
        if (plan is null) return new PlanResult(null, diagnostics);
        if (await ProviderPlans.AskAsync(plan, recorded, catalog.Find, pool, QuestionTimeout, cancellation) is { Count: > 0 } said)
        {
            (plan, diagnostics) = PlanBuilder.Build(deployment, revealed, catalog, recorded, basis with { Said = said });
            if (plan is null) return new PlanResult(null, diagnostics);
        }

        var places = deployment.Resources.ToDictionary(r => r.Urn, StringComparer.Ordinal);
        (string Provider, PlanStep[] Steps)[] parts = [.. plan.Steps.Where(s => s.Action is StepAction.Create or StepAction.Update or StepAction.Replace || s is { Action: StepAction.Import, Diff.Count: > 0 })
            .GroupBy(s => s.Provider, StringComparer.Ordinal).SelectMany(g => g.Chunk(CheckedAtOnce).Select(steps => (g.Key, steps)))];

        // Alone it needs no thread of its own.
        IReadOnlyList<Diagnostic>[] checks = parts is [var (only, own)]
            ? [await ValidateAsync(only, own, places, pool, cancellation)]
            : await Task.WhenAll(parts.Select(part => Task.Run(() => ValidateAsync(part.Provider, part.Steps, places, pool, cancellation), cancellation)));
        IReadOnlyList<Diagnostic> all = [.. diagnostics, .. Levels.Unseen(deployment.Resources.Select(r => r.Type)), .. checks.SelectMany(d => d)];
        return new PlanResult(all.Any(d => d.Severity == Severity.Error) ? null : plan, all);
    }

    /// <summary>What there really is, where state says otherwise, and what providers have of the deployment that state doesn't know. Nothing is planned or recorded.</summary>
    /// <param name="providers">Those of the program, when that is known: they may have what state doesn't know.</param>
    public static async Task<LookResult> LookAsync(DeploymentState state, Catalog catalog, ConnectionPool pool, IEnumerable<string> providers, CancellationToken cancellation)
    {
        var actual = await new Refresher(catalog, state, pool, QuestionTimeout, cancellation).RefreshAsync(providers);
        return new LookResult([.. actual.Drifts.Where(d => !d.IsSilent)], [.. actual.Strays.Select(s => s.Resource)],
            [.. actual.Problems, .. Levels.Unseen(state.Resources.Values.Select(r => catalog.Find(r.Type)).OfType<ResourceType>())]);
    }

    /// <summary>
    /// Takes over what exists as a resource of the program, as its option <c>import</c> would, but nothing at the provider changes: where the program says something else is the next
    /// apply's. MCI3073 when state has the resource; MCI3053 and MCI3054 as for the option.
    /// </summary>
    public static async Task<ImportResult> ImportAsync(
        BoundDeployment deployment, BoundResource resource, string id, Catalog catalog, IJournal journal, ConnectionPool pool, CancellationToken cancellation)
    {
        var state = journal.Read();
        if (resource.Options.Aliases.Append(resource.Urn).Select(u => state.Resources.GetValueOrDefault(u)).FirstOrDefault(r => r is { Id.Length: > 0 }) is { } known)
            return new ImportResult(null, [], [ImportProblems.Already(known)]);
        var meant = deployment with { Resources = [.. deployment.Resources.Select(r => r.Urn == resource.Urn ? r with { Options = r.Options with { Import = id } } : r)] };
        var (plan, diagnostics) = await PlanAsync(meant, catalog, state, pool, cancellation, new PlanChoices { Refresh = false, Targets = [resource.Urn] });
        if (plan?.Steps.FirstOrDefault(s => s.Urn == resource.Urn && s.Action == StepAction.Import) is not { } step) return new ImportResult(null, [], diagnostics);
        var alone = plan with { Steps = [.. plan.Steps.Where(s => s.Urn == resource.Urn || s.Action != StepAction.Import)] };
        var (entries, problems) = await Importer.AdoptAsync(alone, catalog.Find, pool, QuestionTimeout, cancellation);
        if (problems.Count > 0) return new ImportResult(null, [], [.. diagnostics, .. problems]);
        var run = Guid.CreateVersion7().ToString("N");
        journal.Append([new RunStarted(run, "import"), .. entries, new RunEnded(run, "succeeded")]);
        return new ImportResult(journal.Read().Resources[resource.Urn], step.Diff, diagnostics);
    }

    /// <summary>See <see cref="Executor.ApplyAsync"/>.</summary>
    public static Task<ApplyResult> ApplyAsync(
        Plan plan, BoundDeployment? deployment, IJournal journal, ConnectionPool pool, ApplyOptions options,
        IProgress<RunEvent> progress, CancellationToken cancellation) =>
        Executor.ApplyAsync(plan, deployment, journal, pool, options, progress, cancellation);

    /// <summary>The plan that deletes everything the state knows.</summary>
    /// <param name="choices">Targets come with what depends on them. What there really is isn't asked: deleting what is gone does no harm.</param>
    public static PlanResult PlanDestroy(DeploymentState state, Catalog catalog, PlanChoices? choices = null)
    {
        var (selection, unknown) = Selection.Of(null, state, choices?.Targets ?? [], choices?.Excludes ?? [], []);
        if (unknown.Count > 0) return new PlanResult(null, unknown);
        var (plan, diagnostics) = PlanBuilder.Destroy(state, catalog, selection);
        return new PlanResult(plan, diagnostics);
    }

    /// <summary>Plans and carries out the deletion of everything, or of what is chosen.</summary>
    public static Task<ApplyResult> DestroyAsync(
        Catalog catalog, IJournal journal, ConnectionPool pool, ApplyOptions options, IProgress<RunEvent> progress, CancellationToken cancellation, PlanChoices? choices = null)
    {
        var (plan, diagnostics) = PlanDestroy(journal.Read(), catalog, choices);
        return plan is null
            ? Task.FromResult(ApplyResult.Refused(diagnostics))
            : Executor.ApplyAsync(plan, null, journal, pool, options with { Kind = "destroy", Catalog = catalog }, progress, cancellation);
    }

    // What has left the program is left for the plan of everything.
    private static (Selection Selection, IReadOnlyList<Diagnostic> Problems) Drifted(BoundDeployment deployment, DeploymentState state, IReadOnlyList<Drift> drifts)
    {
        var drifted = drifts.Where(d => !d.IsSilent).Select(d => d.Urn).ToHashSet(StringComparer.Ordinal);
        string[] urns = [.. deployment.Resources.Where(r => r.Options.Aliases.Append(r.Urn).Any(drifted.Contains)).Select(r => r.Urn)];
        return urns.Length == 0 ? (Selection.Nothing, []) : Selection.Of(deployment, state, urns, [], []);
    }

    private static DeploymentState With(DeploymentState state, IEnumerable<ResourceState> more)
    {
        var added = more.ToDictionary(r => r.Urn, StringComparer.Ordinal);
        return added.Count == 0 ? state : state with { Resources = state.Resources.Concat(added).ToDictionary(StringComparer.Ordinal) };
    }

    private static async Task<IReadOnlyList<Diagnostic>> ValidateAsync(
        string provider, IReadOnlyList<PlanStep> steps, Dictionary<string, BoundResource> resources, ConnectionPool pool, CancellationToken cancellation)
    {
        var (connection, problem) = await pool.GetAsync(provider, cancellation);
        if (connection is null) return problem is null ? [] : [problem];
        var arguments = new ValidateArguments([.. steps.Select(s => new WireResourceDeclaration(s.Type, s.Name, Unmasked(s.Planned), s.Urn))]);
        var answer = await connection.ValidateAsync(arguments, QuestionTimeout, cancellation);
        if (answer.Data?.Diagnostics is { } found) return [.. found.Select(d => Translate(d, steps, resources))];
        if (answer.Error?.Code is null or ErrorCodes.Unsupported) return [];
        return [Diagnostic.Error("MCI3003", $"{provider} couldn't check the plan: {answer.Error.Message}")];
    }

    // A masked secret isn't the value, and would fail checks that the value passes; to the provider it is simply not known.
    internal static Datum Unmasked(Datum value)
    {
        if (value.Equals(Evaluation.Masked)) return Evaluation.Unknown;
        if (!HoldsMasked(value)) return value;
        return value.Kind switch
        {
            DatumKind.List => Datum.ListOf(value.Items.Select(Unmasked)),
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => new KeyValuePair<string, Datum>(m.Key, Unmasked(m.Value)))),
            _ => value,
        };
    }

    private static bool HoldsMasked(Datum value)
    {
        for (var i = 0; i < value.Items.Count; i++)
        {
            if (HoldsMasked(value.Items[i])) return true;
        }

        for (var i = 0; i < value.Members.Count; i++)
        {
            if (HoldsMasked(value.Members[i].Value)) return true;
        }

        return value.Equals(Evaluation.Masked);
    }

    private static Diagnostic Translate(WireDiagnostic found, IReadOnlyList<PlanStep> steps, Dictionary<string, BoundResource> resources)
    {
        var step = steps.FirstOrDefault(s => s.Urn == found.Resource) ?? steps.FirstOrDefault(s => s.Name == found.Resource);
        var place = step is not null && resources.TryGetValue(step.Urn, out var resource) ? resource.Place : null;
        var where = string.Join('.', new[] { step?.Name ?? found.Resource, found.Path?.Trim('/').Replace('/', '.') }.Where(p => !string.IsNullOrEmpty(p)));
        var severity = found.Severity switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Info };
        return new Diagnostic("MCI3001", severity, where.Length == 0 ? found.Message : $"{where}: {found.Message}", place);
    }
}
