using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Conformance.Examples;

/// <summary>From the document of <c>--examples</c>: <c>{ TYPE: { create?, update?, replace?, skip? } }</c>.</summary>
public static class ExamplesReader
{
    private static readonly string[] Known = ["create", "update", "replace", "skip"];

    /// <returns>By type; MCI6401 for what isn't of the form.</returns>
    public static (IReadOnlyDictionary<string, TypeExamples> Examples, IReadOnlyList<Diagnostic> Problems) Read(Datum document)
    {
        var examples = new Dictionary<string, TypeExamples>(StringComparer.Ordinal);
        var problems = new List<Diagnostic>();
        if (document.Kind != DatumKind.Map) problems.Add(Problem("The examples aren't a map of types."));
        foreach (var (type, said) in document.Members)
        {
            if (Wrong(type, said) is { } problem) problems.Add(problem);
            else examples[type] = new TypeExamples(said["create"], said["update"], said["replace"], said["skip"]?.AsText());
        }

        return (examples, problems);
    }

    /// <summary>What is said about types that the server doesn't have.</summary>
    internal static IEnumerable<Diagnostic> Unused(IReadOnlyDictionary<string, TypeExamples> examples, IEnumerable<string> types) =>
        examples.Keys.Except(types).Select(t => Problem($"There are examples for {t}, which isn't a type of the server."));

    private static Diagnostic? Wrong(string type, Datum said)
    {
        if (said.Kind != DatumKind.Map) return Problem($"What is said about {type} isn't a map.");
        if (said.Members.FirstOrDefault(m => !Known.Contains(m.Key)) is { Key: { } unknown }) return Problem($"{type} has a member {unknown}.");
        if (said["skip"] is { } skip && string.IsNullOrEmpty(skip.AsText())) return Problem($"{type}: skip says why, as a text.");
        return said.Members.Any(m => m.Key != "skip" && m.Value.Kind != DatumKind.Map) ? Problem($"{type}: create, update and replace are maps of properties.") : null;
    }

    private static Diagnostic Problem(string message) =>
        Diagnostic.Error("MCI6401", message, null, "The file maps types to create, update, replace (each a map of properties) or skip (a text).");
}
