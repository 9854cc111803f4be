using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Tests.Validation;

/// <summary>What a shape has no place for is judged all the same.</summary>
public sealed class ShapeConditionsTests
{
    private const string Unknown = """{"$iac":"unknown"}""";

    private const string Mode = """
        {"type":"object","properties":{"mode":{"type":"string","enum":["file","url"],"x-iac-equal":"caseInsensitive"},"path":{"type":"string","x-iac-aliases":["file"]},"url":{"type":"string"}},
         "additionalProperties":false,"if":{"properties":{"mode":{"const":"file"}},"required":["mode"]},"then":{"required":["path"]},"else":{"properties":{"path":false}}}
        """;

    [Theory]
    [InlineData(Mode, """{"mode":"file"}""", "/path|required|is required and isn't set")]
    [InlineData(Mode, """{"mode":"FILE","path":null}""", "/path|required|is required and isn't set")]
    [InlineData(Mode, """{"mode":"file","file":"/a"}""", "")]
    [InlineData(Mode, """{"mode":"url","path":"/a"}""", "/path|never|isn't allowed here")]
    [InlineData(Mode, """{"mode":{"$iac":"unknown"}}""", "")]
    [InlineData("""{"type":"object","properties":{"cert":{"type":"string"},"key":{"type":"string"}},"dependentRequired":{"cert":["key"]}}""", """{"cert":"c"}""", "/key|required|is required beside cert and isn't set")]
    [InlineData("""{"type":"object","properties":{"cert":{"type":"string"},"key":{"type":"string"}},"dependencies":{"cert":["key"]}}""", """{"cert":"c"}""", "/key|required|is required beside cert and isn't set")]
    [InlineData("""{"type":"object","properties":{"cert":{"type":"string"},"key":{"type":"string"}},"dependentRequired":{"cert":["key"]}}""", """{"cert":null}""", "")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"dependentSchemas":{"a":{"properties":{"b":{"minLength":2}}}}}""", """{"a":"","b":"x"}""", "/b|length|\"x\" is shorter than 2 characters")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"not":{"required":["a","b"]}}""", """{"a":"","b":""}""", "|not|may not have a and b together")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"oneOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":"","b":""}""", "|oneOf|may have only one of a, b")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"oneOf":[{"required":["a"]},{"required":["b"]}]}""", """{"a":""}""", "")]
    [InlineData("""{"oneOf":[{"type":"integer","minimum":5},{"type":"integer","maximum":7}]}""", "6", "|oneOf|fits more than one of its alternatives, and may fit only one")]
    [InlineData("""{"type":"string","not":{"const":"root"}}""", "\"root\"", "|not|\"root\" is what the schema rules out")]
    [InlineData("""{"type":"string","not":{"const":"root"}}""", Unknown, "")]
    [InlineData("""{"type":"array","items":{"type":"string"},"contains":{"const":"a"}}""", """["b"]""", "|contains|has 0 elements that the schema looks for, fewer than 1")]
    [InlineData("""{"type":"array","items":{"type":"string"},"contains":{"const":"a"}}""", """["b",{"$iac":"unknown"}]""", "")]
    [InlineData("""{"type":"array","items":{"type":"string"},"contains":{"const":"a"},"minContains":0,"maxContains":1}""", """["a","a"]""", "|contains|has 2 elements that the schema looks for, more than 1")]
    [InlineData("""{"type":"object","patternProperties":{"^x-":{"type":"integer"}},"additionalProperties":false}""", """{"x-a":"b","y":1}""", "/x-a|type|\"b\" is a text, not a whole number;/y|unknownMember|isn't known here")]
    [InlineData("""{"type":"object","patternProperties":{"^x-":{"type":"integer"}}}""", """{"y":"anything"}""", "")]
    [InlineData("""{"type":"integer","multipleOf":8}""", "12", "|multiple|12 is no multiple of 8")]
    [InlineData("""{"type":"number","multipleOf":0.01}""", "19.99", "")]
    [InlineData("""{"type":"number","maximum":9007199254740993}""", "9007199254740993", "")]
    [InlineData("""{"type":"number","maximum":9007199254740993}""", "9007199254740994", "|range|9007199254740994 is more than the maximum 9007199254740993")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"integer"}],"items":false}""", """[1,"a"]""", "/0|type|1 is a number, not a text;/1|type|\"a\" is a text, not a whole number")]
    [InlineData("""{"type":"object","required":["a"]}""", "{}", "/a|required|is required and isn't set")]
    [InlineData("""{"allOf":[{"type":"integer","minimum":5},{"type":"integer","minimum":1}]}""", "3", "|range|3 is less than the minimum 5")]
    [InlineData("""{"allOf":[{"properties":{"a":{"type":"string","minLength":3}}},{"properties":{"a":{"type":"string","pattern":"^x"}}}]}""", """{"a":"y"}""", "/a|pattern|\"y\" doesn't match the pattern ^x;/a|length|\"y\" is shorter than 3 characters")]
    [InlineData("""{"type":"object","properties":{"kind":{"type":"string"}},"anyOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"string"}}}],"unevaluatedProperties":false}""", """{"kind":"k","a":"","c":1}""", "/c|unknownMember|isn't known here")]
    [InlineData("""{"$defs":{"even":{"multipleOf":2}},"type":"object","properties":{"n":{"allOf":[{"type":"integer"},{"$ref":"#/$defs/even"}]}}}""", """{"n":3}""", "/n|multiple|3 is no multiple of 2")]
    [InlineData("""{"$defs":{"tree":{"type":"object","properties":{"n":{"type":"integer","multipleOf":2},"in":{"$ref":"#/$defs/tree"}},"dependentRequired":{"in":["n"]}}},"$ref":"#/$defs/tree"}""", """{"n":2,"in":{"in":{"n":3}}}""", "/in/in/n|multiple|3 is no multiple of 2;/in/n|required|is required beside in and isn't set")]
    public void Value_IsJudgedByAllOfItsSchema(string schema, string value, string violations) => Assert.Equal(violations, Found(schema, value));

    [Theory]
    [InlineData("""{"type":"object","properties":{"password":{"type":"string","x-iac-sensitive":true}},"if":true,"then":{"properties":{"password":{"minLength":20}}}}""", """{"password":"hunter2"}""")]
    [InlineData("""{"type":"object","properties":{"password":{"type":"string","x-iac-sensitive":true}},"not":{"properties":{"password":{"const":"hunter2"}}}}""", """{"password":"hunter2"}""")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"password":{"type":"string","x-iac-sensitive":true}}},"uniqueItems":true}""", """[{"password":"hunter2"},{"password":"hunter2"}]""")]
    [InlineData("""{"type":"object","patternProperties":{"^a":{"type":"object","properties":{"p":{"type":"string","writeOnly":true,"enum":["x"]}}}}}""", """{"a":{"p":"hunter2"}}""")]
    public void SensitiveValue_IsNeverShown(string schema, string value)
    {
        var found = Found(schema, value);
        Assert.NotEqual("", found);
        Assert.DoesNotContain("hunter2", found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{}},"not":{"$ref":"https://example.org/schema"}}""", "/not/$ref", "nothing is fetched")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer","multipleOf":0}}}""", "/properties/a/multipleOf", "'multipleOf' is a number above 0")]
    public void UnreadablePart_IsAWarning(string schema, string pointer, string message)
    {
        var warning = Assert.Single(ShapeReader.Read(DatumReader.Read(schema).Value!, "x.json").Diagnostics);
        Assert.Equal("MCI6009", warning.Id);
        Assert.Contains(message, warning.Message, StringComparison.Ordinal);
        Assert.NotNull(pointer);
    }

    [Fact]
    public void PlainSchema_HasNoConditions()
    {
        var shape = ShapeReader.Read(DatumReader.Read("""
            {"type":"object","properties":{"a":{"type":"string","minLength":1},"b":{"type":"array","items":{"type":"integer","minimum":1}},
             "c":{"oneOf":[{"type":"object","properties":{"kind":{"const":"x"}},"required":["kind"]},{"type":"object","properties":{"kind":{"const":"y"}},"required":["kind"]}]},
             "d":{"oneOf":[{"type":"string"},{"type":"integer"}]}},"required":["a"],"additionalProperties":false}
            """).Value!, "").Shape;
        Assert.Null(shape.Conditions);
        Assert.All(shape.Members, m => Assert.Null(m.Shape.Conditions));
    }

    private static string Found(string schema, string value) =>
        string.Join(";", ShapeValidator.Validate(ShapeReader.Read(DatumReader.Read(schema).Value!, "").Shape, DatumReader.Read(value).Value!).Select(v => $"{v.Path}|{v.Code}|{v.Message}"));
}
