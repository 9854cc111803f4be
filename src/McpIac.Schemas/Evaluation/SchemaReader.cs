using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation.Keywords;

namespace McpIac.Schemas.Evaluation;

/// <summary>Reads the keywords of one schema.</summary>
internal sealed partial class SchemaReader(SchemaCompiler compiler, SchemaPart part)
{
    private readonly List<Keyword> keywords = [];
    private readonly Datum schema = part.Schema;
    private readonly Dialect dialect = part.Resource.Dialect;

    public void Fill(SchemaNode node)
    {
        References();
        if (dialect.Validation) Assertions();
        if (dialect.Validation && compiler.Options.AssertFormats || dialect.FormatAssertion) Format();
        if (dialect.Applicator) Applicators();
        if (dialect.Unevaluated) node.LooksBack = Unevaluated();
        node.Keywords = [.. keywords];
        node.Sensitive = schema["x-iac-sensitive"]?.AsBoolean() == true || schema["writeOnly"]?.AsBoolean() == true || schema["format"]?.AsText() == "password";
    }

    private void References()
    {
        Reference("$ref", isDynamic: false);
        Reference("$dynamicRef", isDynamic: true);
    }

    private void Reference(string keyword, bool isDynamic)
    {
        if (schema[keyword] is not { } reference) return;
        if (reference.AsText() is not { } text) Problem(keyword, "is a text");
        else if (compiler.Target(text, part.Resource, Place(keyword), out var anchor) is { } target) Add(keyword, new ReferenceKeyword(target, isDynamic ? anchor : null));
        else Add(keyword, new DanglingKeyword());
    }

    private bool Unevaluated()
    {
        var before = keywords.Count;
        if (Schema("unevaluatedItems") is { } items) Add("unevaluatedItems", new UnevaluatedKeyword(items, DatumKind.List));
        if (Schema("unevaluatedProperties") is { } members) Add("unevaluatedProperties", new UnevaluatedKeyword(members, DatumKind.Map));
        return keywords.Count > before;
    }

    private void Add(string keyword, Keyword made) => Add(Place(keyword), made);

    private void Add(SchemaPlace place, Keyword made)
    {
        made.Place = part with { Place = place };
        keywords.Add(made);
    }

    private SchemaPlace Place(string keyword) => part.Place.To(keyword);

    private void Problem(string keyword, string rule) => compiler.Problem(part.Resource, Place(keyword), $"'{keyword}' {rule}");

    private SchemaNode Node(Datum inner, SchemaPlace place) => compiler.Node(inner, part.Resource, place);

    private SchemaNode? Schema(string keyword) => schema[keyword] is { } inner ? Node(inner, Place(keyword)) : null;

    private IReadOnlyList<SchemaNode> Schemas(string keyword)
    {
        if (schema[keyword] is not { } list) return [];
        if (list.Kind != DatumKind.List) Problem(keyword, "is a list of schemas");
        var place = Place(keyword);
        return [.. list.Items.Select((inner, i) => Node(inner, place.To(i)))];
    }

    private IEnumerable<KeyValuePair<string, SchemaNode>> Named(string keyword)
    {
        if (schema[keyword] is not { } map) return [];
        if (map.Kind != DatumKind.Map) Problem(keyword, "is a map of schemas");
        var place = Place(keyword);
        return map.WithoutRepeats().Members.Where(m => keyword != "dependencies" || SchemaWords.IsSchema(m.Value)).Select(m => new KeyValuePair<string, SchemaNode>(m.Key, Node(m.Value, place.To(m.Key))));
    }

    private IReadOnlyList<string> Texts(string keyword) => schema[keyword] is { } list ? Texts(keyword, list) : [];

    private IReadOnlyList<string> Texts(string keyword, Datum list)
    {
        string[] texts = [.. list.Items.Select(i => i.AsText()).OfType<string>()];
        if (list.Kind != DatumKind.List || texts.Length != list.Items.Count) Problem(keyword, "is a list of texts");
        return texts;
    }

    private int? Count(string keyword)
    {
        if (schema[keyword] is not { } value) return null;
        if (value.NumberText is { } text && ExactNumber.Of(text) is { IsWhole: true } number && number.CompareTo(ExactNumber.Of("0")) >= 0)
            return (int)Math.Min(value.AsInteger() ?? int.MaxValue, int.MaxValue);
        Problem(keyword, "is a whole number from 0");
        return null;
    }
}
