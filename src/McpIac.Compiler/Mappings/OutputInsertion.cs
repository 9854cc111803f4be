using System.Globalization;
using System.Text;
using McpIac.Compiler.Documents;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Mappings;

/// <summary>Writes outputs into a mapping's text, and changes nothing else of it: neither comments nor how it is written.</summary>
internal sealed class OutputInsertion
{
    private readonly string path;
    private readonly string text;
    private readonly string section;
    private readonly string type;
    private readonly IReadOnlyList<KeyValuePair<string, Datum>> outputs;

    private OutputInsertion(string path, string text, string token, IReadOnlyList<KeyValuePair<string, Datum>> outputs)
    {
        (this.path, this.text, this.outputs) = (path, text, outputs);
        (section, type) = MappingFile.PlaceIn(token);
    }

    /// <summary>The text with those outputs that the type doesn't declare yet; null when it declares all of them, or isn't written in a way that this can be added to.</summary>
    /// <param name="token">A type's, after the provider's name: <c>book</c>, <c>data:find_book</c>. One that isn't there yet is added.</param>
    /// <param name="outputs">By name a JSON Schema, or a type's name.</param>
    public static string? Into(string path, string text, string token, IReadOnlyList<KeyValuePair<string, Datum>> outputs)
    {
        if (Read(path, text) is not { } before) return null;
        var (section, type) = MappingFile.PlaceIn(token);
        var known = before[section]?[type]?["outputs"];
        KeyValuePair<string, Datum>[] left = [.. outputs.Where(o => known?[o.Key] is null)];
        if (left.Length == 0) return null;
        var added = new OutputInsertion(path, text, token, left);
        var result = added.Insert(before);

        // Anchors, tags and merges make much possible; what comes out otherwise than it should isn't written.
        return Read(path, result)?.ToDatum() is { } after && after.Equals(added.Expected(before.ToDatum())) ? result : null;
    }

    private static DocumentNode? Read(string path, string text)
    {
        var findings = new Findings();
        var documents = YamlReader.Read(new SourceText(path, text), findings);
        if (findings.Count > 0 || documents.Count > 1) return null;
        return documents is [{ Kind: DatumKind.Map or DatumKind.Null } only] ? only : documents.Count == 0 ? DocumentNode.Map(new SourceSpan(new SourceText(path, text), 0, 0), []) : null;
    }

    private Datum Expected(Datum before)
    {
        var types = Map(before[section]);
        var known = Map(types[type]);
        return Map(before).With(section, types.With(type, known.With("outputs", outputs.Aggregate(Map(known["outputs"]), (all, o) => all.With(o.Key, o.Value)))));
    }

    private static Datum Map(Datum? value) => value is { Kind: DatumKind.Map } ? value : Datum.EmptyMap;

    private string Insert(DocumentNode document)
    {
        if (document.Members.FirstOrDefault(m => m.Key == section) is not { } types) return $"{text}{(text.Length == 0 || text[^1] == '\n' ? "" : "\n")}{section}:{Type(2)}\n";
        if (types.Value.Members.FirstOrDefault(m => m.Key == type) is not { } known) return Into(types, Type, $"{Name(type)}: {{ outputs: {Flow()} }}", 2);
        if (known.Value.Members.FirstOrDefault(m => m.Key == "outputs") is not { } declared) return Into(known, Outputs, $"outputs: {Flow()}", Column(known) + 2);
        return Into(declared, Lines, Flow()[2..^2], Column(declared) + 2);
    }

    /// <summary>With more at the beginning of a member's map: after its bracket, or on lines of its own below its name.</summary>
    private string Into(DocumentMember member, Func<int, string> block, string flow, int indent)
    {
        var map = member.Value;
        if (map is { Kind: DatumKind.Map, Members.Count: > 0 })
        {
            if (text[map.Span.Start] == '{') return text.Insert(map.Span.Start + 1, $" {flow},");
            var end = text.IndexOf('\n', member.KeySpan.End);
            return text.Insert(end < 0 ? text.Length : text[end - 1] == '\r' ? end - 1 : end, block(Column(map.Members[0])));
        }

        // Nothing is there yet: {}, or nothing at all.
        var at = text.IndexOf(':', member.KeySpan.End) + 1;
        return map.Kind == DatumKind.Map ? string.Concat(text.AsSpan(0, at), block(indent), text.AsSpan(map.Span.End)) : text.Insert(at, block(indent));
    }

    private string Type(int indent) => $"{Line(indent)}{Name(type)}:{Outputs(indent + 2)}";

    private string Outputs(int indent) => $"{Line(indent)}outputs:{Lines(indent + 2)}";

    private string Lines(int indent) => string.Concat(outputs.Select(o => $"{Line(indent)}{Name(o.Key)}: {Value(o.Value)}"));

    private string Flow() => $"{{ {string.Join(", ", outputs.Select(o => $"{Name(o.Key)}: {Value(o.Value)}"))} }}";

    private static string Line(int indent) => "\n" + new string(' ', indent);

    private static int Column(DocumentMember member) => member.KeySpan.Place.Column - 1;

    private static string Value(Datum schema) => schema.AsText() is { } word && word.All(char.IsAsciiLetter) ? word : Escaped(schema.ToString());

    private static string Name(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && name.ToLowerInvariant() is not ("y" or "n" or "yes" or "no" or "on" or "off" or "true" or "false" or "null")
        ? name : Escaped(Datum.Of(name).ToString());

    // JSON is YAML, but for what YAML takes for the end of a line, or doesn't take at all.
    private static string Escaped(string json)
    {
        var escaped = new StringBuilder(json.Length);
        foreach (var c in json)
        {
            if (c is >= '\u0080' and <= '\u009f' or '\ufeff' or '\ufffe' or '\uffff') escaped.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else escaped.Append(c);
        }

        return escaped.ToString();
    }
}
