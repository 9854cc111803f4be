using McpIac.Plans.Binding;
using McpIac.Plans.Drifts;
using McpIac.Plans.Graphs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>A plan as the JSON document of <c>--json</c>. Holds no secret: the plan's values come masked.</summary>
public static class PlanJson
{
    public static Datum Write(Plan plan)
    {
        var members = new List<KeyValuePair<string, Datum>>
        {
            new("deployment", Datum.Of(plan.Deployment)),
            new("stateSerial", Datum.Of(plan.StateSerial)),
            new("empty", Datum.Of(plan.IsEmpty)),
            new("schemaDigests", Datum.MapOf(plan.CatalogDigests.OrderBy(d => d.Key, StringComparer.Ordinal)
                .Select(d => new KeyValuePair<string, Datum>(d.Key, Datum.Of(d.Value))))),
            new("steps", Datum.ListOf(plan.Steps.Select(Write))),
            new("stages", Datum.ListOf(plan.Stages.Select(Texts))),
            new("outputs", Datum.ListOf(plan.Outputs.Select(Write))),
        };
        if (plan.Checks.Count > 0) members.Add(new("checks", Datum.ListOf(plan.Checks.Select(Write))));
        if (plan.Drifts.Any(d => !d.IsSilent)) members.Add(new("drift", Datum.ListOf(plan.Drifts.Where(d => !d.IsSilent).Select(Write))));
        if (plan.IsPartial) members.Add(new("partial", Datum.True));
        if (plan.Renamings.Count > 0) members.Add(new("renamed", Datum.ListOf(plan.Renamings.Select(r => Datum.MapOf([new("from", Datum.Of(r.From)), new("to", Datum.Of(r.To))])))));
        return Datum.MapOf(members);
    }

    /// <summary>One step.</summary>
    public static Datum Write(PlanStep step)
    {
        var members = new List<KeyValuePair<string, Datum>>
        {
            new("action", Word(step.Action)),
            new("urn", Datum.Of(step.Urn)),
            new("type", Datum.Of(step.Type)),
            new("name", Datum.Of(step.Name)),
            new("provider", Datum.Of(step.Provider)),
            new("planned", step.Planned),
            new("diff", Datum.ListOf(step.Diff.Select(Write))),
            new("reason", Datum.Of(step.Reason)),
            new("undo", Word(step.Undo)),
            new("destroysData", Datum.Of(step.DestroysData)),
            new("deleteFirst", Datum.Of(step.DeleteFirst)),
            new("dependsOn", Texts(step.DependsOn)),
        };
        if (BoundOptionsJson.Write(step.Options) is { Members.Count: > 0 } options) members.Add(new("options", options));
        if (step.Read is { } read) members.Add(new("existing", Datum.MapOf([new("id", read.Shown), .. read.Formula is { } from ? [KeyValuePair.Create("formula", Datum.Of(from))] : Array.Empty<KeyValuePair<string, Datum>>()])));
        if (step.Formulas.Count > 0) members.Add(new("formulas", Datum.MapOf(step.Formulas.Select(f => KeyValuePair.Create(f.Key, Datum.Of(f.Value))))));
        if (step.Filled.Members.Count > 0) members.Add(new("filled", step.Filled));
        if (step.NotUndone is { } why) members.Add(new("notUndone", Datum.Of(why)));
        if (step.Hook is { } hook) members.Add(new("hook", Datum.MapOf([new("of", Datum.Of(hook.Of)), new("before", Datum.Of(hook.Before)), new("on", Datum.Of(hook.On))])));
        if (step.Room.Count > 0) members.Add(new("room", Datum.ListOf(step.Room.Select(Write))));
        if (step.ReleasedBy.Count > 0) members.Add(new("releasedBy", Texts(step.ReleasedBy)));
        if (step.DeposedId is { } id) members.Add(new("deposedId", Datum.Of(id)));
        return Datum.MapOf(members);
    }

    private static Datum Write(StateObject item) => Datum.MapOf(
        [new("urn", Datum.Of(item.Urn)), .. item.DeposedId is { } id ? [KeyValuePair.Create("deposedId", Datum.Of(id))] : Array.Empty<KeyValuePair<string, Datum>>()]);

    /// <summary>One resource that isn't as state says.</summary>
    public static Datum Write(Drift drift) => Datum.MapOf(
    [
        new("urn", Datum.Of(drift.Urn)),
        new("type", Datum.Of(drift.Was.Type)),
        new("name", Datum.Of(drift.Was.Name)),
        new("provider", Datum.Of(drift.Was.Provider)),
        new("gone", Datum.Of(drift.IsGone)),
        new("properties", Datum.ListOf(drift.Properties.Select(Difference))),
        new("outputs", Datum.ListOf(drift.Outputs.Select(Difference))),
    ]);

    private static Datum Difference(PropertyChange change) => Datum.MapOf(
    [
        new("path", Datum.Of(change.Path)),
        .. change.Before is { } before ? [new KeyValuePair<string, Datum>("before", before)] : Array.Empty<KeyValuePair<string, Datum>>(),
        .. change.After is { } after ? [new KeyValuePair<string, Datum>("after", after)] : Array.Empty<KeyValuePair<string, Datum>>(),
    ]);

    private static Datum Write(PropertyChange change)
    {
        var members = new List<KeyValuePair<string, Datum>> { new("path", Datum.Of(change.Path)) };
        if (change.Before is { } before) members.Add(new("before", before));
        if (change.After is { } after) members.Add(new("after", after));
        members.Add(new("forcesReplacement", Datum.Of(change.ForcesReplacement)));
        members.Add(new("reason", Datum.Of(change.Reason)));
        return Datum.MapOf(members);
    }

    /// <summary>One output.</summary>
    public static Datum Write(PlannedOutput output)
    {
        var members = new List<KeyValuePair<string, Datum>> { new("name", Datum.Of(output.Name)) };
        if (output.Before is { } before) members.Add(new("before", before));
        if (output.After is { } after) members.Add(new("after", after));
        if (output.Formula is { } formula) members.Add(new("formula", Datum.Of(formula)));
        members.Add(new("secret", Datum.Of(output.Secret)));
        members.Add(new("changed", Datum.Of(output.Changed)));
        return Datum.MapOf(members);
    }

    /// <summary>One check.</summary>
    public static Datum Write(PlannedCheck check) => Datum.MapOf(
    [
        new("name", Datum.Of(check.Check.Name)),
        new("outcome", Datum.Of(check.Holds switch { true => "passed", false => "failed", null => "unknown" })),
        .. check.Why is { } why ? [new KeyValuePair<string, Datum>("message", Datum.Of(why))] : Array.Empty<KeyValuePair<string, Datum>>(),
    ]);

    private static Datum Word<T>(T value) where T : struct, Enum
    {
        var text = value.ToString();
        return Datum.Of(char.ToLowerInvariant(text[0]) + text[1..]);
    }

    private static Datum Texts(IEnumerable<string> values) => Datum.ListOf(values.Select(Datum.Of));
}
