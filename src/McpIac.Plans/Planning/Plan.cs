using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Drifts;
using McpIac.Plans.Graphs;
using McpIac.Plans.Journals;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>
/// <see cref="Forget"/>: state no longer has it, and what exists stays; <see cref="Import"/>: what exists is taken over, and updated where it differs; <see cref="Read"/>: what
/// exists is looked at, and neither changed nor recorded; <see cref="Run"/>: a hook runs, and nothing is kept of it.
/// </summary>
public enum StepAction { NoOp, Create, Update, Replace, Delete, Forget, Import, Read, Run }

/// <summary>What would be done, against one state serial and one set of schema digests. Data: it can be saved and applied elsewhere.</summary>
/// <param name="Steps">In an order that respects every dependency: creates and updates first, deletes last.</param>
/// <param name="Stages">Urns that may run side by side, for people to read.</param>
public sealed record Plan(
    string Deployment,
    long StateSerial,
    IReadOnlyDictionary<string, string> CatalogDigests,
    IReadOnlyList<PlanStep> Steps,
    IReadOnlyList<IReadOnlyList<string>> Stages,
    IReadOnlyList<PlannedOutput> Outputs)
{
    /// <summary>What state calls otherwise from now on, before any step; nothing that exists changes by it.</summary>
    public IReadOnlyList<Renaming> Renamings { get; init; } = [];

    /// <summary>What should hold of the deployment, as far as it is known already.</summary>
    public IReadOnlyList<PlannedCheck> Checks { get; init; } = [];

    /// <summary>What was found to be otherwise than state said; an apply records it before its first step.</summary>
    public IReadOnlyList<Drift> Drifts { get; init; } = [];

    /// <summary>Something was left out of it on purpose.</summary>
    public bool IsPartial { get; init; }

    public bool IsEmpty => Renamings.Count == 0 && Steps.All(s => s.Action is StepAction.NoOp or StepAction.Read) && Outputs.All(o => !o.Changed);
}

/// <param name="Properties">The inputs as expressions, evaluated when the step starts; empty for a delete.</param>
/// <param name="Planned">The inputs as far as they are known now, unknowns as <c>{"$iac":"unknown"}</c>.</param>
/// <param name="Diff">Why: one entry a changed property.</param>
/// <param name="Undo">How far this step can be taken back.</param>
/// <param name="DependsOn">Urns whose steps must have succeeded first.</param>
/// <param name="DeleteFirst">For a replacement: the old one goes first, because the two can't coexist or something else takes its natural key. For a delete: something waits for it.</param>
/// <param name="DeposedId">For a delete of a replaced leftover: the provider's id of it.</param>
public sealed record PlanStep(
    StepAction Action,
    string Urn,
    string Type,
    string Name,
    string Provider,
    IReadOnlyDictionary<string, Expression> Properties,
    Datum Planned,
    IReadOnlyList<PropertyChange> Diff,
    string Reason,
    UndoKind Undo,
    bool DestroysData,
    IReadOnlyList<string> DependsOn,
    bool DeleteFirst = false,
    string? DeposedId = null)
{
    /// <summary>The resource's options, as the program has them; for a delete those that state kept for it.</summary>
    public BoundOptions Options { get; init; } = BoundOptions.None;

    /// <summary>What its unknown values will be computed from, by their paths: <c>servers/0</c> → <c>${app-1.privateIp}:80</c>. Nothing secret is in it.</summary>
    public IReadOnlyDictionary<string, string> Formulas { get; init; } = new Dictionary<string, string>();

    /// <summary>Of what is made anew: the properties that the program leaves to the provider, as it says that it will fill them in.</summary>
    public Datum Filled { get; init; } = Datum.EmptyMap;

    /// <summary>For a read: what is read.</summary>
    public PlannedRead? Read { get; init; }

    /// <summary>For a run: what it goes with.</summary>
    public PlannedHook? Hook { get; init; }

    /// <summary>
    /// Objects of the state that have the natural key which it takes: they go, or get another, before it is made or changed. Those that leave the program with their resource are in
    /// <see cref="DependsOn"/>.
    /// </summary>
    public IReadOnlyList<StateObject> Room { get; init; } = [];

    /// <summary>Of what is deleted first: urns of the updates that let go of it and go before, where they aren't made before all deletes anyway.</summary>
    public IReadOnlyList<string> ReleasedBy { get; init; } = [];

    /// <summary>The plan is not about it: it stays as it is, whatever the program says.</summary>
    public bool IsLeft { get; init; }

    /// <summary>Why it can't be taken back exactly, as a clause; null when it can.</summary>
    public string? NotUndone { get; init; }

    /// <summary>Afterwards state no longer has the object that it is about.</summary>
    public bool Removes => Action is StepAction.Delete or StepAction.Forget;

    /// <summary>Something that exists goes.</summary>
    public bool Destroys => Action == StepAction.Delete || (Action == StepAction.Replace && !Options.Retain);
}

/// <param name="Of">The urn of the resource whose change it goes with.</param>
/// <param name="On">The change: <c>create</c>, <c>update</c> or <c>delete</c>.</param>
public sealed record PlannedHook(string Of, bool Before, string On);

/// <param name="Id">The provider's id of what exists.</param>
/// <param name="Shown">The id as far as it is known, a secret one masked.</param>
/// <param name="Formula">What the id will be computed from when it isn't known yet; null for a secret.</param>
/// <param name="Found">What there was when the plan was made; null when the id wasn't known. In the clear: it never leaves the process.</param>
public sealed record PlannedRead(Expression Id, Datum Shown, string? Formula, ExistingObject? Found);

/// <param name="Path">JSON-pointer-like, <c>tag</c> or <c>ingress/0/fromPort</c>.</param>
/// <param name="Before">Null when it wasn't set. Sensitive values come masked.</param>
/// <param name="After">Null when it is removed; <c>{"$iac":"unknown"}</c> when not known yet.</param>
public sealed record PropertyChange(string Path, Datum? Before, Datum? After, bool ForcesReplacement, string Reason);

/// <param name="Holds">Null when only the apply will tell.</param>
/// <param name="Why">What is to be said when it doesn't.</param>
public sealed record PlannedCheck(BoundCheck Check, bool? Holds, string? Why);

/// <param name="Formula">What it will be computed from when it isn't known yet; null for a secret.</param>
public sealed record PlannedOutput(string Name, Expression Value, Datum? Before, Datum? After, bool Secret, bool Changed, string? Formula = null);
