using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Tests;

/// <summary>Plans for views to show.</summary>
internal static class Plans
{
    public static Plan Of(IReadOnlyList<PlanStep> steps, IReadOnlyList<IReadOnlyList<string>>? stages = null, params IReadOnlyList<PlannedOutput> outputs) =>
        new("shop", 3, new Dictionary<string, string>(), steps, stages ?? [[.. steps.Where(s => s.Action != StepAction.NoOp).Select(s => s.Urn)]], outputs);

    public static PlanStep Step(
        StepAction action, string type, string name, Datum? planned = null, IReadOnlyList<PropertyChange>? diff = null, string reason = "",
        UndoKind undo = UndoKind.Exact, bool destroysData = false, bool deleteFirst = false, string? deposedId = null) =>
        new(action, $"shop/{type}/{name}", type, name, type.Split(':')[0], new Dictionary<string, Expression>(), planned ?? Datum.EmptyMap, diff ?? [], reason, undo,
            destroysData, [], deleteFirst, deposedId);

    public static PropertyChange Change(string path, Datum? before, Datum? after, string reason = "changed", bool forces = false) => new(path, before, after, forces, reason);

    public static Datum Map(params IReadOnlyList<(string Key, Datum Value)> members) =>
        Datum.MapOf(members.Select(m => new KeyValuePair<string, Datum>(m.Key, m.Value)));

    public static Datum Texts(params IReadOnlyList<string> texts) => Datum.ListOf(texts.Select(Datum.Of));

    public static string Text(IEnumerable<McpIac.Cli.Rendering.Line> lines) => string.Join('\n', lines.Select(l => l.ToString().TrimEnd()));
}
