using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Planning;

/// <summary>How far a step can be taken back, and why no further.</summary>
public static class Reversal
{
    /// <summary>What its type says, unless state doesn't have what would have to be sent again.</summary>
    internal static UndoKind Of(PlannedResource planned)
    {
        var type = planned.Resource.Type;
        return planned.Action switch
        {
            StepAction.Create => type.UndoCreate,
            StepAction.Update or StepAction.Import when planned.Diff.Count > 0 => HidesSecrets(planned) ? UndoKind.Irreversible : type.UndoUpdate,
            StepAction.Replace => planned.Resource.Options.Retain ? type.UndoCreate : type.UndoDelete,
            _ => UndoKind.Exact,
        };
    }

    /// <summary>The step with what is to be said of taking it back.</summary>
    /// <param name="hidesSecrets">Among what was sent before are secrets that nobody knows any more.</param>
    public static PlanStep Judge(PlanStep step, bool hidesSecrets = false) => step with
    {
        NotUndone = step switch
        {
            { Action: StepAction.NoOp or StepAction.Read or StepAction.Forget } => null,
            { Action: StepAction.Run } => "what it does isn't taken back",
            { DestroysData: true } => "the data in it is lost",
            { Undo: UndoKind.Exact } => null,
            { Undo: UndoKind.Recreate } => "taken back it would be another object, made anew",
            { Action: StepAction.Create } => "the provider can't take its creation back",
            { Action: StepAction.Update or StepAction.Import } => hidesSecrets ? "state keeps no secrets, so the former ones can't be sent again" : "the provider can't take its update back",
            _ => "the provider can't make it again",
        },
    };

    /// <summary>What keeps a plan from being all or nothing: MCI4044 for each step that can't be taken back exactly and wasn't allowed by name.</summary>
    /// <param name="allowed">Named as <see cref="Selection"/> says.</param>
    public static IReadOnlyList<Diagnostic> Problems(Plan plan, IReadOnlyList<string> allowed)
    {
        Func<string, bool>[] matchers = [.. allowed.Select(Selection.Matcher)];
        return [.. from step in plan.Steps let why = step.NotUndone where why is not null && !matchers.Any(m => m(step.Urn)) select Problem(step, why)];
    }

    /// <summary>Why an update that the plan didn't foresee can't be taken back exactly, as a clause; null when it can.</summary>
    /// <param name="inputs">What it sends, in the clear.</param>
    public static string? OfRipple(PlanStep step, ResourceType type, ResourceState prior, Datum inputs)
    {
        var hidesSecrets = FormerInputs.Of(prior, type, inputs) is null;
        return Judge(step with { Action = StepAction.Update, Undo = hidesSecrets ? UndoKind.Irreversible : type.UndoUpdate, DestroysData = false }, hidesSecrets).NotUndone;
    }

    /// <summary>Whether a step may be one that can't be taken back exactly.</summary>
    /// <param name="allowed">Named as <see cref="Selection"/> says.</param>
    public static bool IsAllowed(string urn, IReadOnlyList<string> allowed) => allowed.Select(Selection.Matcher).Any(m => m(urn));

    internal static bool HidesSecrets(PlannedResource planned) =>
        planned is { Action: StepAction.Update or StepAction.Import, Diff.Count: > 0, Prior: { } prior } && FormerInputs.Of(prior, planned.Resource.Type, planned.Inputs) is null;

    private static Diagnostic Problem(PlanStep step, string why) => Diagnostic.Error("MCI4044",
        $"The plan isn't atomic: {Verb(step.Action)} {step.Name} ({step.Type}) can't be taken back exactly: {why}.", null,
        $"If it may be done all the same, add --allow-irreversible {step.Name}; or leave out --atomic.");

    private static string Verb(StepAction action) => action switch
    {
        StepAction.Create => "creating",
        StepAction.Update or StepAction.Import => "updating",
        StepAction.Replace => "replacing",
        StepAction.Run => "running",
        _ => "deleting",
    };
}
