using McpIac.Engine.Adapters;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Trials;

/// <summary>What a server was seen to tell of its objects besides their properties, with schemas inferred of it.</summary>
internal static class ObservedOutputs
{
    private const int MostOutputs = 64, Shown = 8;

    /// <summary>By name a JSON Schema, of what the type has no output for or one that may be anything.</summary>
    public static IReadOnlyList<KeyValuePair<string, Datum>> Of(ResourceType type, TrialResult result)
    {
        string[] names = [.. result.Seen.SelectMany(s => s.Members.Select(m => m.Key)).Distinct(StringComparer.Ordinal).Where(n => IsNew(type, n))];
        return
        [
            .. names.Select(n => KeyValuePair.Create(n, SampleSchemas.Of(result.Seen.Select(s => s[n]).OfType<Datum>(), result.Mark)))
                .Where(o => o.Value.Members.Count > 0).Take(MostOutputs),
        ];
    }

    /// <summary>A schema as the mapping's short form has it, else itself: <c>integer</c>.</summary>
    public static Datum Short(Datum schema) => schema.Members is [{ Key: "type", Value.Kind: DatumKind.Text } type] ? type.Value : schema;

    /// <summary>The same for people, in some words: <c>array of object { name, size }</c>.</summary>
    public static string Words(Datum schema)
    {
        if (schema.AsText() is { } word) return word;
        var type = schema["type"] is { Kind: DatumKind.List } several ? $"{several.Items[0].AsText()} or null" : schema["type"]?.AsText() ?? "anything";
        if (schema["items"] is { } items) return $"{type} of {Words(items)}";
        if (schema["additionalProperties"] is { Kind: DatumKind.Map } values) return $"{type} of {Words(values)} by name";
        return schema["properties"] is { Members: { Count: > 0 } members } ? $"{type} {{ {string.Join(", ", members.Take(Shown).Select(m => m.Key))}{(members.Count > Shown ? ", …" : "")} }}" : type;
    }

    private static bool IsNew(ResourceType type, string name)
    {
        if (name.Length == 0 || type.Outputs.Member(name) is { Shape.Kind: not ShapeKind.Any }) return false;
        if (type.Outputs.Member(name) is not null) return name != "result" || type.Kind == TypeKind.DataSource;

        // What stands for a member of the type under another name is told already.
        var noun = Plain(type.Token[(type.Token.LastIndexOf(':') + 1)..]);
        var plain = Plain(name);
        if (type.Properties.Members.Concat(type.Outputs.Members).Any(m => Plain(m.Name) is var known && (known == plain || known == noun + plain))) return false;
        return !type.Tools.Any(t => t.Result.Members.Any(m => m.Value == JsonPointer.Append("", name)));
    }

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
