using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Checks;

/// <summary>The tools as MCP lists them.</summary>
internal static class ToolChecks
{
    private static readonly string[] Managing = ["applyDeployment", "getResource", "listResources"], Planning = ["validateConfig", "planDeployment"],
        Whole = ["getDeploymentState", "destroyDeployment", "createSnapshot", "rollbackToSnapshot"];

    private static readonly string[] Reading = ["validateConfig", "planDeployment", "getDeploymentState", "listResources", "getResource"];
    private static readonly string[] Destroying = ["applyDeployment", "destroyDeployment", "rollbackToSnapshot"];

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfServer("tools.listed", "M1", 0, "Tools are listed under names of their own, and their arguments are objects", Listed),
        Check.OfServer("tools.manage", "M2", 1, "There are applyDeployment, getResource and listResources", c => Has(c, Managing)),
        Check.OfServer("tools.plan", "M2", 2, "There are validateConfig and planDeployment", c => Has(c, Planning)),
        Check.OfServer("tools.deployments", "M2", 4, "There are getDeploymentState, destroyDeployment, createSnapshot and rollbackToSnapshot", c => Has(c, Whole)),
        Check.OfServer("tools.arguments", "M3", 1, "The tools' schemas know the standard's arguments", Arguments),
        Check.OfServer("tools.schemas", "M3", 1, "The tools' schemas keep to the meta-schema of JSON Schema 2020-12", c =>
        {
            foreach (var tool in Standard(c))
            {
                Demand.Schema(tool["inputSchema"] ?? Datum.Null, $"the input schema of {Name(tool)}");
                if (tool["outputSchema"] is { } output) Demand.Schema(output, $"the output schema of {Name(tool)}");
            }
        }),
        Check.OfServer("tools.answers", "M3", 2, "The tools have output schemas, of the envelope", Outputs),
        Check.OfServer("tools.reading", "M3", 2, "Tools that only read are annotated so, and no others", c => Hint(c, "readOnlyHint", n => Reading.Contains(n))),
        Check.OfServer("tools.destroying", "M3", 2, "Tools that may destroy aren't annotated as harmless", c =>
        {
            foreach (var tool in Standard(c).Where(t => Destroying.Contains(Name(t)))) Demand.That(tool["annotations"]?["destructiveHint"]?.AsBoolean() != false, $"{Name(tool)} has destructiveHint false");
        }),
        Check.OfServer("tools.idempotent", "M3", 2, "Tools that change by keys are annotated as idempotent", c =>
        {
            foreach (var tool in Standard(c).Where(t => Name(t) == "applyDeployment")) Demand.Same(Datum.True, tool["annotations"]?["idempotentHint"], $"{Name(tool)}: idempotentHint");
        }),
        Check.OfServer("tools.unknown", "M4", 1, "A tool that there isn't is refused", async c =>
        {
            var answer = await c.Bench.Peer.RequestAsync("tools/call", Json.Map(("name", Datum.Of("conformanceNoSuchTool")), ("arguments", Datum.EmptyMap)), c.Cancellation);
            Demand.That(answer.ErrorCode is not null || answer.Result?["isError"]?.AsBoolean() == true, "a call of a tool that isn't listed was answered as if all were well");
        }),
        Check.OfServer("tools.malformed", "M4", 1, "Arguments of another form are answered by the code invalid", async c =>
        {
            var answer = await c.Bench.CallAsync("applyDeployment", Json.Map(("changes", Datum.Of("none"))), c.Cancellation);
            Refused(answer, "changes that are a text");
        }),
        Check.OfServer("tools.nothing", "A1", 1, "applyDeployment without anything to apply is invalid", async c =>
            Refused(await c.Bench.CallAsync("applyDeployment", Datum.EmptyMap, c.Cancellation), "applyDeployment without arguments")),
    ];

    private static void Listed(CheckContext context)
    {
        Demand.That(context.Bench.Subject.ToolsProblem is null, $"the tools can't be listed: {context.Bench.Subject.ToolsProblem}");
        Demand.That(context.Bench.Subject.Tools.Count > 0, "there are no tools");
        var twice = context.Bench.Subject.Tools.GroupBy(Name, StringComparer.Ordinal).FirstOrDefault(g => g.Key.Length == 0 || g.Count() > 1)?.Key;
        Demand.That(twice is null, twice is { Length: 0 } ? "a tool has no name" : $"there are two tools {twice}");
        var odd = context.Bench.Subject.Tools.FirstOrDefault(t => t["inputSchema"]?["type"]?.AsText() != "object");
        Demand.That(odd is null, odd is null ? "" : $"the input schema of {Name(odd)} isn't that of an object");
    }

    private static void Has(CheckContext context, string[] tools)
    {
        string[] missing = [.. tools.Where(t => !context.Bench.Subject.Has(t))];
        Demand.That(missing.Length == 0, $"there is no {string.Join(", no ", missing)}");
    }

    // A library may refuse what its own schema of the arguments doesn't let through before the tool sees it.
    private static void Refused(Answer answer, string what)
    {
        if (answer is { Problem: null, Envelope: not null }) Demand.Error(answer, what, ErrorCodes.Invalid);
        else Demand.That(answer.Problem?.Contains("refused", StringComparison.Ordinal) == true || answer.Result?["isError"]?.AsBoolean() == true, $"{what}: {answer}");
    }

    private static void Arguments(CheckContext context)
    {
        foreach (var tool in Standard(context))
        {
            var schema = tool["inputSchema"];
            var known = schema?["properties"]?.Members.Select(m => m.Key).ToHashSet(StringComparer.Ordinal) ?? [];
            var closed = schema?["additionalProperties"]?.AsBoolean() == false;
            string[] needed = [.. StandardSchemas.Input(Name(tool))?["properties"]?.Members.Select(m => m.Key).Where(m => closed || Needed(Name(tool)).Contains(m)) ?? []];
            string[] missing = [.. needed.Where(n => !known.Contains(n))];
            Demand.That(missing.Length == 0, $"the input schema of {Name(tool)} has no {string.Join(", no ", missing)}");
        }
    }

    private static string[] Needed(string tool) => tool switch
    {
        "applyDeployment" => ["changes"],
        "getResource" => ["id", "type", "urn", "key"],
        "listResources" => ["type", "cursor", "limit"],
        "validateConfig" or "planDeployment" => ["resources"],
        "rollbackToSnapshot" => ["snapshotId"],
        _ => ["deploymentId"],
    };

    private static void Outputs(CheckContext context)
    {
        foreach (var tool in Standard(context))
        {
            string[] missing = [.. new[] { "success", "data", "error", "metadata" }.Where(m => tool["outputSchema"]?["properties"]?[m] is null)];
            Demand.That(missing.Length == 0, $"the output schema of {Name(tool)} has no {string.Join(", no ", missing)}");
        }
    }

    private static void Hint(CheckContext context, string hint, Func<string, bool> expected)
    {
        foreach (var tool in Standard(context))
            Demand.That((tool["annotations"]?[hint]?.AsBoolean() == true) == expected(Name(tool)), $"{Name(tool)} has {hint} {Demand.Shown(tool["annotations"]?[hint])}");
    }

    private static IEnumerable<Datum> Standard(CheckContext context) => context.Bench.Subject.Tools.Where(t => StandardSchemas.Input(Name(t)) is not null);

    private static string Name(Datum tool) => tool["name"]?.AsText() ?? "";
}
