using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Generation;

namespace McpIac.Conformance.Examples;

/// <summary>Values that no other object has.</summary>
internal static class UniqueValue
{
    private const string Placeholder = "{unique}";

    /// <summary>A value like the given one that only this token makes, or null when the shape has no room for it.</summary>
    /// <param name="token">Lower-case letters and digits.</param>
    public static Datum? Of(string name, Shape shape, Datum? value, string token)
    {
        if (shape.Enum.Count > 0) return null;
        return Candidates(name, shape, value, token).Select(c => ValueFitter.Fit(shape, c)).FirstOrDefault(f => f is not null && !f.Equals(value));
    }

    /// <summary>The value with the token wherever an author left room for it.</summary>
    public static Datum Filled(Datum value, string token) => value.Kind switch
    {
        DatumKind.Text => Datum.Of((value.AsText() ?? "").Replace(Placeholder, token, StringComparison.Ordinal)),
        DatumKind.List => Datum.ListOf(value.Items.Select(i => Filled(i, token))),
        DatumKind.Map => Datum.MapOf(value.Members.Select(m => KeyValuePair.Create(m.Key, Filled(m.Value, token)))),
        _ => value,
    };

    public static bool HasRoom(Datum? value) => value?.AsText()?.Contains(Placeholder, StringComparison.Ordinal) == true;

    private static IEnumerable<Datum?> Candidates(string name, Shape shape, Datum? value, string token)
    {
        var entropy = new Entropy(token).Fork(name);
        if (shape.Kind == ShapeKind.Text && value?.AsText() is { Length: > 0 } text && shape.Format is null)
        {
            // Before an ending, so that a file's name stays one: out/hello-c1a2.txt.
            var dot = text.LastIndexOf('.');
            if (dot > text.LastIndexOf('/') + 1) yield return Datum.Of($"{text[..dot]}-{token}{text[dot..]}");
            yield return Datum.Of($"{text}-{token}");
            yield return Datum.Of($"{text}_{token}");
            yield return Datum.Of(text + token);
            yield return Datum.Of(token);
        }

        yield return ValueGenerator.Generate(name, shape with { Default = null, Examples = [] }, token, entropy, unique: true);
    }
}
