using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Templates;

/// <summary>
/// An <c>x-iac-from</c>: text with <c>${…}</c> in it. Inside: a path (<c>subnetId.cidrBlock</c>, <c>ports[0].hostPort</c>), a literal, or
/// <c>path == "text" ? a : b</c>.
/// </summary>
internal sealed class Template
{
    private readonly IReadOnlyList<TemplateTerm> parts;

    private Template(IReadOnlyList<TemplateTerm> parts) => this.parts = parts;

    /// <summary>The template, or null when it is beyond this grammar: then it isn't used.</summary>
    public static Template? Parse(string text)
    {
        var parts = new List<TemplateTerm>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf("${", at, StringComparison.Ordinal);
            if (open < 0) open = text.Length;
            if (open > at) parts.Add(new LiteralTerm(Datum.Of(text[at..open])));
            if (open == text.Length) break;
            var reader = new TermReader(text, open + 2);
            if (reader.ReadClosed() is not { } term) return null;
            parts.Add(term);
            at = reader.Position;
        }

        return parts.Count == 0 ? null : new Template(parts);
    }

    /// <summary>The first names of its paths: the properties and outputs that it is made from.</summary>
    public IEnumerable<string> Roots => parts.SelectMany(Paths).Select(p => p.Steps[0]).Distinct(StringComparer.Ordinal);

    /// <summary>The value; a template of one term keeps that term's kind. Null when a path leads nowhere.</summary>
    public Datum? Evaluate(Func<IReadOnlyList<string>, Datum?> resolve)
    {
        if (parts.Count == 1) return Value(parts[0], resolve);
        var texts = new List<string>();
        foreach (var part in parts)
        {
            if (Text(Value(part, resolve)) is not { } text) return null;
            texts.Add(text);
        }

        return Datum.Of(string.Concat(texts));
    }

    private static IEnumerable<PathTerm> Paths(TemplateTerm term) => term switch
    {
        PathTerm path => [path],
        ConditionTerm c => [.. Paths(c.Left), .. Paths(c.Right), .. Paths(c.Then), .. Paths(c.Otherwise)],
        _ => [],
    };

    private static Datum? Value(TemplateTerm term, Func<IReadOnlyList<string>, Datum?> resolve) => term switch
    {
        LiteralTerm literal => literal.Value,
        PathTerm path => resolve(path.Steps),
        ConditionTerm c => Equals(Value(c.Left, resolve), Value(c.Right, resolve)) ? Value(c.Then, resolve) : Value(c.Otherwise, resolve),
        _ => null,
    };

    private static string? Text(Datum? value) => value switch
    {
        null or { IsNull: true } => null,
        { Kind: DatumKind.Text } => value.AsText(),
        { Kind: DatumKind.Number } => value.NumberText,
        { Kind: DatumKind.Boolean } => value.AsBoolean() == true ? "true" : "false",
        _ => value.ToString(),
    };
}
