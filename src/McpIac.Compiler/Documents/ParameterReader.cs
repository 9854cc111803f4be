using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Documents;

/// <summary>
/// Reads <c>parameters</c>: each is a JSON Schema of its value (<c>type</c>, <c>enum</c>, <c>minimum</c> …) with a <c>default</c>, and <c>secret: true</c>; or just the
/// default itself.
/// </summary>
/// <param name="given">Values from outside, as texts.</param>
internal sealed class ParameterReader(IReadOnlyDictionary<string, string> given, Findings findings)
{
    private static readonly string[] Schema =
    [
        "type", "description", "enum", "const", "format", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
        "minItems", "maxItems", "uniqueItems", "items", "properties", "required", "additionalProperties", "default", "examples", "secret",
    ];

    public IReadOnlyDictionary<string, DocumentParameter> Read(IEnumerable<DocumentMember> written)
    {
        var read = new Dictionary<string, DocumentParameter>(StringComparer.Ordinal);
        var first = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        foreach (var member in written)
        {
            if (first.TryAdd(member.Key, member.KeySpan.Place)) read[member.Key] = Read(member);
            else findings.Add(DocumentProblems.KeyTwice(member.Key, member.KeySpan.Place, first[member.Key]));
        }

        foreach (var name in given.Keys.Where(n => !read.ContainsKey(n))) findings.Add(DocumentProblems.NoSuchParameter(name, read.Keys));
        return read;
    }

    private DocumentParameter Read(DocumentMember member)
    {
        if (member.Value.Kind != DatumKind.Map) return Checked(member, new Shape(), member.Value, false);
        var fields = new DocumentFields(member.Value, $"The parameter {member.Key}", findings, Schema);
        var (shape, problems) = ShapeReader.Read(member.Value.ToDatum(), member.KeySpan.Source.File);
        foreach (var problem in problems) findings.Add(problem with { Place = member.Value.Span.FirstLine });
        return Checked(member, shape, fields.Written("default"), fields.Flag("secret"));
    }

    private DocumentParameter Checked(DocumentMember member, Shape shape, DocumentNode? byDefault, bool secret)
    {
        var value = given.TryGetValue(member.Key, out var text) ? Typed(text, shape) : byDefault is null ? null : Coerced(byDefault, shape);
        var why = value is null ? "it has no default, and none was given" : ShapeValidator.Validate(shape, value).Select(v => v.Message).FirstOrDefault();
        if (why is null && value is not null) return new DocumentParameter(member.Key, secret ? new Secret(new Literal(value)) : new Literal(value));
        findings.Add(DocumentProblems.WrongParameter(member.Key, secret && value is not null ? "it breaks its schema" : why ?? "", member.KeySpan.Place));
        return new DocumentParameter(member.Key, null);
    }

    // A text from the command line is what the parameter's type makes of it.
    private static Datum Typed(string text, Shape shape) => shape.Kind == ShapeKind.Text ? Datum.Of(text) : DatumReader.Read(text).Value ?? Datum.Of(text);

    // A default that looks like a number is the text that it was written as, where the parameter is a text.
    private static Datum Coerced(DocumentNode node, Shape shape) =>
        shape.Kind == ShapeKind.Text && node is { Kind: DatumKind.Number or DatumKind.Boolean, Scalar: { } scalar }
            ? Datum.Of(node.Spelling ?? scalar.ToString()) : node.ToDatum();
}
