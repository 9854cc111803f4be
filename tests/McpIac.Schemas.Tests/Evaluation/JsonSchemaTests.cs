using CsCheck;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;
using McpIac.Schemas.Tests.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Tests.Evaluation;

public sealed class JsonSchemaTests
{
    private static readonly Datum Unknown = Read("""{"$iac":"unknown"}""");

    [Theory]
    [InlineData("""{"properties":{"a~/b":{"$ref":"#/$defs/x"}},"$defs":{"x":{"minimum":3}}}""", """{"a~/b":2}""", "/a~0~1b #/$defs/x/minimum range 2 is less than the minimum 3")]
    [InlineData("""{"$id":"https://example.org/s","items":{"type":["string","null"]}}""", "[5]", "/0 https://example.org/s#/items/type type 5 is a number, not a text or null")]
    [InlineData("""{"type":"string"}""", "null", " #/type type null is no text")]
    [InlineData("""{"type":"integer"}""", "1e400", "")]
    [InlineData("""{"const":1}""", "1.0", "")]
    [InlineData("""{"enum":[9007199254740993]}""", "9007199254740992.0", " #/enum enum 9007199254740992.0 is none of 9007199254740993")]
    [InlineData("""{"exclusiveMaximum":1e400}""", "1e401", " #/exclusiveMaximum range 1e401 isn't less than 1e400")]
    [InlineData("""{"multipleOf":1e-400}""", "3e-399", "")]
    [InlineData("""{"multipleOf":3}""", "1e999999999999999999999", " #/multipleOf multiple 1e999999999999999999999 is no multiple of 3")]
    [InlineData("""{"uniqueItems":true}""", """[{"a":1,"b":2},{"b":2.0,"a":1}]""", " #/uniqueItems unique {\"b\":2.0,\"a\":1} is in the list more than once")]
    [InlineData("""{"maxProperties":1}""", """{"a":true,"a":true}""", "")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"object","required":["a","b"]}]}""", "{}", "/a #/anyOf/1/required required is required and isn't set;/b #/anyOf/1/required required is required and isn't set")]
    [InlineData("""{"properties":{"port":{}},"unevaluatedProperties":false}""", """{"prot":1}""", "/prot #/unevaluatedProperties unknownMember isn't known here")]
    [InlineData("""{"items":[{"type":"string"}]}""", "[1]", "")]
    public void Violation_HasItsPlaces(string schema, string value, string violations) => Assert.Equal(violations,
        string.Join(";", JsonSchema.Compile(Read(schema)).Schema.Validate(Read(value)).Select(v => $"{v.Path} {v.Schema} {v.Code} {v.Message}")));

    [Theory]
    [InlineData("""{"$ref":"https://example.org/s"}""", "#/$ref it refers to 'https://example.org/s', which isn't there; nothing is fetched")]
    [InlineData("""{"properties":{"a":{"minimum":"5"}}}""", "#/properties/a/minimum 'minimum' is a number")]
    [InlineData("""{"items":[{"type":"string"}]}""", "#/items a schema is an object, true or false")]
    [InlineData("""{"type":"text"}""", "#/type 'type' can't be 'text', which JSON Schema doesn't know")]
    [InlineData("""{"$id":"https://example.org/s","required":"a"}""", "https://example.org/s#/required 'required' is a list of texts")]
    [InlineData("5", "# a schema is an object, true or false")]
    public void SenselessSchema_IsAProblemWithItsPlace(string schema, string problem)
    {
        var (compiled, problems) = JsonSchema.Compile(Read(schema));
        Assert.Equal(problem, Assert.Single(problems.Select(p => $"{p.Location} {p.Message}")));
        compiled.Validate(Datum.EmptyMap);
    }

    [Fact]
    public void UnresolvableReference_IsUndecided() =>
        Assert.Equal(Verdict.Undecided, JsonSchema.Compile(Read("""{"not":{"$ref":"#/$defs/none"}}""")).Schema.Evaluate(Datum.Null));

    [Fact]
    public void MetaSchema_IsOneOfItself() => Assert.Empty(JsonSchema.Check(MetaSchemas.Find(MetaSchemas.Uri)!));

    [Theory]
    [InlineData("""{"properties":{"a":{"minLength":-1}}}""", "/properties/a/minLength")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/b"}}}""", "/properties/a/$ref")]
    [InlineData("""{"$defs":{"a":{"type":"strin"}}}""", "/$defs/a/type")]
    public void Check_FindsWhatIsNoSchema(string schema, string path) => Assert.Equal(path, Assert.Single(JsonSchema.Check(Read(schema))).Path);

    [Theory]
    [MemberData(nameof(Hostile))]
    public void HostileSchema_NeitherHangsNorOverflows(string what)
    {
        Assert.NotEqual("", what);
        var schema = HostileSchemas[what]();
        var compiled = JsonSchema.Compile(schema).Schema;
        var nested = Enumerable.Range(0, 200).Aggregate(Datum.Of(1), (inner, _) => Datum.MapOf([new("a", inner), new("b", inner)]).Without("b"));
        var evil = Datum.MapOf(Enumerable.Range(0, 100).Select(i => new KeyValuePair<string, Datum>($"{new string('a', 40)}{i}!", Datum.Of(new string('a', 40) + "!"))));

        // As little stack as anybody will give it.
        var thread = new Thread(() => Array.ForEach([Datum.Of(1), nested, evil], value => compiled.Validate(value)), 192 * 1024);
        thread.Start();
        thread.Join();
    }

    public static TheoryData<string> Hostile => [.. HostileSchemas.Keys];

    private static readonly Dictionary<string, Func<Datum>> HostileSchemas = new(StringComparer.Ordinal)
    {
        ["refers to itself"] = () => Read("""{"$ref":"#"}"""),
        ["refers to itself twice"] = () => Read("""{"allOf":[{"$ref":"#"},{"$ref":"#"}]}"""),
        ["refers to itself in every way"] = () => Read("""{"anyOf":[{"$ref":"#"},{"not":{"$ref":"#"}}],"if":{"$ref":"#"},"then":{"$ref":"#"},"unevaluatedProperties":{"$ref":"#"},"additionalProperties":{"$ref":"#"}}"""),
        ["doubles at every turn"] = () => Datum.MapOf([new("$ref", Datum.Of("#/$defs/d0")), new("$defs", Datum.MapOf(Enumerable.Range(0, 60)
            .Select(i => new KeyValuePair<string, Datum>($"d{i}", Read($$"""{"oneOf":[{"$ref":"#/$defs/d{{i + 1}}"},{"$ref":"#/$defs/d{{i + 1}}"}]}""")))
            .Append(new("d60", Read("""{"type":"string"}"""))))),]),
        ["a long chain"] = () => Datum.MapOf([new("$ref", Datum.Of("#/$defs/d0")), new("$defs", Datum.MapOf(Enumerable.Range(0, 20_000)
            .Select(i => new KeyValuePair<string, Datum>($"d{i}", Read($$"""{"$ref":"#/$defs/d{{i + 1}}"}""")))))]),
        ["nested without end"] = () => Enumerable.Range(0, 100_000).Aggregate(Datum.True, (inner, _) => Datum.MapOf([new("not", inner)])),
        ["slow patterns"] = () => Read("""{"patternProperties":{"^(a+)+$":{"pattern":"^(a|aa)+$"},"^(a|a)*$":{"pattern":"(a+)+$"}}}"""),
        ["a tree of trees"] = () => Read("""{"$dynamicAnchor":"node","additionalProperties":{"anyOf":[{"$dynamicRef":"#node"},{"$dynamicRef":"#node"}]}}"""),
    };

    private static readonly Gen<Datum> Schemas = SchemaGen(3);

    private static Gen<Datum> SchemaGen(int depth)
    {
        var leaf = OneOf(
            "true", "false", "{}", """{"type":"string"}""", """{"type":["integer","null"]}""", """{"const":1}""", """{"enum":["a",1,null]}""", """{"minimum":2}""", """{"multipleOf":2}""",
            """{"minLength":2}""", """{"pattern":"^a"}""", """{"required":["a"]}""", """{"minProperties":2}""", """{"uniqueItems":true}""", """{"maxItems":1}""", """{"$ref":"#"}""",
            """{"dependentRequired":{"a":["b"]}}""", """{"const":{"a":1}}""", """{"format":"ipv4"}""", """{"$ref":"#/nowhere"}""").Select(Read);
        if (depth == 0) return leaf;
        var inner = SchemaGen(depth - 1);
        var keyword = Gen.Select(OneOf("not", "if", "then", "else", "contains", "items", "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties"), inner,
                (name, schema) => new KeyValuePair<string, Datum>(name, schema));
        var lists = Gen.Select(OneOf("allOf", "anyOf", "oneOf", "prefixItems"), inner.List[1, 3], (name, schemas) => new KeyValuePair<string, Datum>(name, Datum.ListOf(schemas)));
        var maps = Gen.Select(OneOf("properties", "patternProperties", "dependentSchemas"), inner, inner,
            (name, a, b) => new KeyValuePair<string, Datum>(name, Datum.MapOf([new("a", a), new("b", b)])));
        return Gen.OneOf(leaf, Gen.OneOf(keyword, lists, maps).List[1, 4].Select(members => Datum.MapOf(members).WithoutRepeats()));
    }

    private static readonly Gen<Datum> Values = ValueGen(3);

    private static Gen<Datum> ValueGen(int depth)
    {
        var leaf = OneOf("true", "1", "2", "3.5", "\"a\"", "\"b\"", "\"10.0.0.1\"", "{}", "[]").Select(Read);
        if (depth == 0) return leaf;
        var inner = ValueGen(depth - 1);
        return Gen.OneOf(leaf, inner.List[0, 3].Select(Datum.ListOf),
            Gen.Select(OneOf("a", "b", "ab", "c"), inner, (name, value) => new KeyValuePair<string, Datum>(name, value)).List[0, 3].Select(m => Datum.MapOf(m).WithoutRepeats()));
    }

    [Fact]
    public void AnySchema_JudgesAnyValueWithoutThrowing() => Gen.Select(Schemas, DatumGen.Any).Sample((schema, value) =>
    {
        var compiled = JsonSchema.Compile(schema).Schema;
        var (verdict, broken) = (compiled.Evaluate(value), compiled.Validate(value));

        // What has no end is given up sooner by who collects all that is wrong.
        if (!schema.ToString().Contains("\"#\"", StringComparison.Ordinal)) Assert.Equal(verdict == Verdict.Invalid, broken.Count > 0);
        Assert.False(verdict == Verdict.Valid && broken.Count > 0);
        JsonSchema.Check(value);
    }, iter: 2_000);

    [Fact]
    public void Programs_ValueWithUnknownParts_IsAcceptedWhereTheWholeValueIs() => Gen.Select(Schemas, Values, Gen.Int[0, 5]).Sample((schema, value, part) =>
    {
        var compiled = JsonSchema.Compile(schema, new SchemaOptions { OfPrograms = true, AssertFormats = true }).Schema;
        if (compiled.Evaluate(value) != Verdict.Invalid) Assert.Empty(compiled.Validate(Hidden(value, part)).Select(v => $"{schema} {value} {Hidden(value, part)} {v}"));
    }, iter: 10_000);

    [Fact]
    public void Shape_ValueWithUnknownParts_IsAcceptedWhereTheWholeValueIs() => Gen.Select(Schemas, Values, Gen.Int[0, 5]).Sample((schema, value, part) =>
    {
        var shape = ShapeReader.Read(schema, "").Shape;
        if (ShapeValidator.Validate(shape, value).Count == 0) Assert.Empty(ShapeValidator.Validate(shape, Hidden(value, part)).Select(v => $"{schema} {value} {Hidden(value, part)} {v}"));
    }, iter: 1_000);

    // The part of that number, counted from the outside, isn't known.
    private static Datum Hidden(Datum value, int part)
    {
        if (part == 0) return Unknown;
        if (value.Kind == DatumKind.Map && value.Members.Count > 0) return Datum.MapOf(value.Members.Select((m, i) => i == part % value.Members.Count ? new(m.Key, Hidden(m.Value, part / 2)) : m));
        return value.Kind == DatumKind.List && value.Items.Count > 0 ? Datum.ListOf(value.Items.Select((item, i) => i == part % value.Items.Count ? Hidden(item, part / 2) : item)) : value;
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Datum Read(string json) => DatumReader.Read(json).Value!;
}
