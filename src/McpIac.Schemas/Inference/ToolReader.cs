using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Inference;

/// <summary>Takes the usable ones out of a raw list of tools. What isn't usable is a warning, never an error: the rest of the server still serves.</summary>
internal static class ToolReader
{
    // The protocol allows 128; names become type tokens and addresses.
    private const int MaxName = 256;

    private const string Mend = "Ask whoever maintains the server; the other tools can be used.";

    /// <summary>In the order of their names, so that nothing depends on the order in which a server lists them.</summary>
    public static IReadOnlyList<ServerTool> Read(IReadOnlyList<Datum> tools, SnapshotProblems problems)
    {
        var usable = new Dictionary<string, ServerTool>(StringComparer.Ordinal);
        for (var i = 0; i < tools.Count; i++)
        {
            if (Read(tools[i], JsonPointer.Append("/tools", i), problems) is not { } tool) continue;
            if (!usable.ContainsKey(tool.Name)) usable.Add(tool.Name, tool);
            else problems.Warning(SnapshotIds.ToolTwice, JsonPointer.Append(tool.Pointer, "name"), $"There are two tools named '{tool.Name}'; the first is used.", Mend);
        }

        return usable.Values.OrderBy(t => t.Name, StringComparer.Ordinal).ToArray();
    }

    private static ServerTool? Read(Datum raw, string pointer, SnapshotProblems problems)
    {
        if (raw["name"]?.AsText() is not { } name || name.Trim().Length == 0) return Unusable(pointer, "A tool has no name", problems);
        if (name.Length > MaxName) return Unusable(pointer, $"The name of a tool has {name.Length} characters, more than {MaxName}", problems);
        var input = raw["inputSchema"] is { IsNull: false } given ? given : Datum.EmptyMap;
        if (input.AsBoolean() == true) input = Datum.EmptyMap;
        if (input.Kind != DatumKind.Map) return Unusable(pointer, $"The input schema of the tool '{name}' is no object", problems);
        if (input["type"] is { } type && !AllowsObjects(type))
            return Unusable(pointer, $"The input schema of the tool '{name}' is of the type {type}; arguments of a tool are an object", problems);
        return new ServerTool(name, pointer, raw, input, raw["outputSchema"] is { Kind: DatumKind.Map } output ? output : null);
    }

    private static bool AllowsObjects(Datum type) => type.AsText() == "object" || type.Items.Any(t => t.AsText() == "object");

    private static ServerTool? Unusable(string pointer, string why, SnapshotProblems problems)
    {
        problems.Warning(SnapshotIds.UnusableTool, pointer, $"{why}, so it is left out.", Mend);
        return null;
    }
}
