using McpIac.Schemas.Data;

namespace McpIac.Schemas.Inference;

/// <summary>What a tool of a lifecycle takes, out of its wrapping: <c>create_entities { entities: [{ name, … }] }</c> takes <c>name</c>.</summary>
/// <param name="Tool">Whose arguments they are.</param>
/// <param name="Wrapper">The only argument, when it is an object or a list of objects: then its members are what counts.</param>
/// <param name="Schema">Of the object that has the arguments as members.</param>
internal sealed record ToolArguments(ServerTool Tool, string? Wrapper, bool WrapsList, Datum Schema)
{
    private const int MaxHops = 8;

    public IReadOnlyList<ArgumentSchema> All { get; } = Members(Schema).ToArray();

    public IEnumerable<ArgumentSchema> Required => All.Where(a => a.IsRequired);

    /// <summary>The arguments as they are.</summary>
    public static ToolArguments Plain(ServerTool tool) => new(tool, null, false, tool.Input);

    public static ToolArguments Of(ServerTool tool)
    {
        var arguments = Plain(tool);
        if (arguments.All.Count != 1) return arguments;
        var only = arguments.All[0];
        var schema = arguments.Resolved(only.Schema);
        if (HasMembers(schema)) return new ToolArguments(tool, only.Name, false, schema);
        return schema["items"] is { Kind: DatumKind.Map } items && HasMembers(arguments.Resolved(items))
            ? new ToolArguments(tool, only.Name, true, arguments.Resolved(items))
            : arguments;
    }

    /// <summary>The schema that a local reference leads to.</summary>
    public Datum Resolved(Datum schema)
    {
        for (var i = 0; i < MaxHops && schema["$ref"]?.AsText() is { Length: > 1 } reference && reference[0] == '#' && reference[1] == '/'; i++)
        {
            if (JsonPointer.Find(Tool.Input, reference.Substring(1)) is not { Kind: DatumKind.Map } target) break;
            schema = target;
        }

        return schema;
    }

    /// <summary>Whether an argument takes a list of plain values.</summary>
    public bool IsListOfScalars(Datum schema) =>
        Resolved(schema) is var found && found["type"]?.AsText() == "array" && (found["items"] is null || Resolved(found["items"] ?? Datum.EmptyMap)["type"]?.AsText() is not ("object" or "array"));

    private static bool HasMembers(Datum schema) => schema["properties"] is { Kind: DatumKind.Map, Members.Count: > 0 };

    private static IEnumerable<ArgumentSchema> Members(Datum schema)
    {
        var required = new HashSet<string>((schema["required"]?.Items ?? []).Select(r => r.AsText()).OfType<string>(), StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in schema["properties"]?.Members ?? [])
        {
            if (seen.Add(member.Key)) yield return new ArgumentSchema(member.Key, schema["properties"]?[member.Key] ?? member.Value, required.Contains(member.Key));
        }
    }
}

/// <summary>One argument of a tool.</summary>
internal sealed record ArgumentSchema(string Name, Datum Schema, bool IsRequired);
