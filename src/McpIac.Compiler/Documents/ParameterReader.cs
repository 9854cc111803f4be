using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>
/// Reads <c>parameters</c>: each is a JSON Schema of its value (<c>type</c>, <c>enum</c>, <c>minimum</c> …) with a <c>default</c>, and <c>secret: true</c>; or just the
/// default itself.
/// </summary>
/// <param name="given">Values from outside.</param>
/// <param name="apart">Which of them stay externals.</param>
internal sealed class ParameterReader(IReadOnlyDictionary<string, GivenParameter> given, Findings findings, ParametersApart apart = ParametersApart.None)
{
    public static IReadOnlyList<string> Fields { get; } =
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

        foreach (var name in given.Where(g => g.Value.IsAsked).Select(g => g.Key).Where(n => !read.ContainsKey(n))) findings.Add(DocumentProblems.NoSuchParameter(name, read.Keys));
        return read;
    }

    /// <summary>What a parameter is, whatever value it gets.</summary>
    public static Reading Declared(DocumentMember member, Findings findings)
    {
        if (member.Value.Kind != DatumKind.Map) return Read(member, new Shape(), Datum.MapOf([new("default", member.Value.ToDatum())]), member.Value, false);
        var fields = new DocumentFields(member.Value, $"The parameter {member.Key}", findings, Fields);
        var schema = member.Value.ToDatum();
        var (shape, problems) = ShapeReader.Read(schema, member.KeySpan.Source.File);
        foreach (var problem in problems) findings.Add(problem with { Place = member.Value.Span.FirstLine });
        return Read(member, shape, schema.Without("secret"), fields.Written("default"), fields.Flag("secret"));
    }

    // A default that looks like a number is the text that it was written as, where the parameter is a text.
    private static Reading Read(DocumentMember member, Shape shape, Datum schema, DocumentNode? byDefault, bool secret) => new(
        new DeclaredParameter(member.Key, schema, secret, member.KeySpan.Place), shape,
        byDefault is null ? null : new GivenParameter(byDefault.Spelling, byDefault.ToDatum(), "", IsAsked: false).As(shape));

    private DocumentParameter Read(DocumentMember member)
    {
        var read = Declared(member, findings);
        var (declared, secret) = (read.Declaration, read.Declaration.IsSecret);
        if (secret && apart != ParametersApart.None) return new DocumentParameter(declared, new External(External.Parameter, [member.Key]));
        var (value, why) = ParameterValue.Of(read.Shape, given.GetValueOrDefault(member.Key), read.Default, secret);
        if (value is not null && apart == ParametersApart.All) return new DocumentParameter(declared, new External(DocumentParameter.Open, [member.Key])) { Known = value };
        if (value is not null) return new DocumentParameter(declared, secret ? new Secret(new Literal(value)) : new Literal(value));
        findings.Add(DocumentProblems.WrongParameter(member.Key, why ?? "", member.KeySpan.Place));
        return new DocumentParameter(declared, null);
    }

    /// <param name="Default">Its value when none is given; null when one has to be.</param>
    internal sealed record Reading(DeclaredParameter Declaration, Shape Shape, Datum? Default);
}
