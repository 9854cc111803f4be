using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Rollbacks;

/// <summary>One thing that a run did and that it didn't live to take back, or only in part.</summary>
internal sealed class RunChange
{
    private readonly ResourceConfirmed made;
    private readonly ResourceState? before, now;

    public RunChange(IntentRecorded intent, ResourceConfirmed made, DeploymentState then, DeploymentState state)
    {
        this.made = made;
        before = then.Resources.TryGetValue(intent.Urn, out var former) && former.Id.Length > 0 ? former : null;
        now = state.Resources.GetValueOrDefault(intent.Urn);
        var action = intent.Action == "update" ? StepAction.Update : Replaced ? StepAction.Replace : StepAction.Create;
        Step = new PlanStep(
            action, intent.Urn, intent.Type, intent.Name, intent.Provider, new Dictionary<string, Expression>(), Datum.EmptyMap, [], "", UndoKind.Exact, false, [])
        { Options = KeptOptions.OfDelete(made.Resource) };
        Node = new StepNode(Step, intent.Action, before);
    }

    public PlanStep Step { get; }

    public StepNode Node { get; }

    /// <summary>To be recorded before its inverse is sent: the former object is the resource again.</summary>
    public DeposedRestored? Deposed => Replaced && before is not null && now?.Id != before.Id ? new DeposedRestored(Step.Urn, before.Id) : null;

    /// <summary>State has already what was before.</summary>
    public bool IsTakenBack => Step.Action switch
    {
        StepAction.Update => before is not null && now is not null && now.Id == before.Id && now.Inputs.Equals(before.Inputs) && now.Incomplete == before.Incomplete,
        StepAction.Replace => !IsInPlace && now?.Id == before?.Id && Left is null,
        _ => now?.Id != made.Resource.Id,
    };

    // A provider may give the new object the old one's id; then there is no old one any more.
    private bool IsInPlace => before?.Id == made.Resource.Id && before.Provider == made.Resource.Provider;

    private bool Replaced => made.DeposePrior && before is not null;

    // The new object, when the former one is the resource again and this one isn't deleted yet.
    private DeposedResource? Left => now?.Deposed.FirstOrDefault(d => d.Id == made.Resource.Id && (d.Provider ?? now.Provider) == made.Resource.Provider);

    /// <summary>Secrets would have to be sent again.</summary>
    public bool NeedsSecrets => !IsTakenBack && Step.Action == StepAction.Update && Fingerprints.ContainsAny(before?.Inputs);

    /// <param name="present">What the program has for it now, in the clear, where the former secrets may still be; null without.</param>
    public (Operation? Operation, string? Why) Inverse(ResourceType? type, Datum? present)
    {
        if (now is null) return (null, "what it was isn't known");
        if (Step.Action == StepAction.Update) return Execution.Inverse.OfUpdate(Step, type, now, before, present);
        if (IsInPlace && Replaced) return (null, Execution.Inverse.InPlace);
        if (Replaced && now.Id != before?.Id && now.Deposed.All(d => d.Id != before?.Id)) return (null, "what it replaced isn't known any more");
        var prior = Left is { } left ? OperationBuilder.PriorOf(left) : OperationBuilder.PriorOf(now);
        return Execution.Inverse.OfCreate(Step, type, made.Resource.Id, prior, now.Origin, Replaced);
    }
}
