using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Tests.Catalogs;

public sealed class ShapeReaderTests
{
    [Theory]
    [InlineData("true", "any")]
    [InlineData("{}", "any")]
    [InlineData("""{"type":"string"}""", "text")]
    [InlineData("""{"type":["string","null"]}""", "text?")]
    [InlineData("""{"type":"string","nullable":true}""", "text?")]
    [InlineData("""{"type":"null"}""", "any?")]
    [InlineData("""{"type":["integer","number"]}""", "number")]
    [InlineData("""{"type":["string","integer"]}""", "any")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "text?")]
    [InlineData("""{"oneOf":[{"type":"null"},{"type":"array","items":{"type":"boolean"}}]}""", "list(boolean)?")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"integer"}]}""", "any")]
    [InlineData("""{"type":["string","null","array"],"items":{"type":"string"}}""", "list(text)?")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"array","items":{"type":"integer","minimum":3}}]}""", "list(integer)")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"integer"}}]}""", "any")]
    [InlineData("""{"anyOf":[{"type":"string","format":"date"},{"type":"string","enum":["now"]}]}""", "text")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"number"}]}""", "number")]
    [InlineData("""{"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"x":{"type":"integer"}},"required":["kind","x"]},{"type":"object","properties":{"kind":{"enum":["b","c"]},"x":{"type":"string"},"y":{"type":"boolean"}},"required":["kind"]}]}""", "{kind!:text[a b c],x:any,y:boolean,*}")]
    [InlineData("""{"type":"object","properties":{"id":{"type":"string"}},"required":["id"],"oneOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"string"}}},{"type":"null"}]}""", "{id!:text,a:text,b:text,*}?")]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false},{"type":"object"}]}""", "{a:text,*}")]
    [InlineData("""{"anyOf":[{"type":"object","additionalProperties":{"type":"string"}},{"type":"object","additionalProperties":{"type":"string"}}]}""", "map(text)")]
    [InlineData("""{"type":"string","oneOf":[{"const":"a","title":"A"},{"const":"b"}]}""", "text[a b]")]
    [InlineData("""{"enum":["a",null]}""", "text[a]?")]
    [InlineData("""{"type":"integer","enum":["x",1]}""", "integer[1]")]
    [InlineData("""{"pattern":"^a"}""", "text")]
    [InlineData("""{"maximum":3}""", "number")]
    [InlineData("""{"oneOf":[{"const":"a"},{"const":"b","description":"x"}]}""", "text[a b]")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""", "{a:integer,b:any,*}")]
    [InlineData("""{"enum":["a","b"]}""", "text[a b]")]
    [InlineData("""{"enum":[1,2.0]}""", "integer[1 2.0]")]
    [InlineData("""{"enum":[1,"a"]}""", "any[1 a]")]
    [InlineData("""{"const":true}""", "boolean[true]")]
    [InlineData("""{"type":"array"}""", "list(any)")]
    [InlineData("""{"type":"array","items":[{"type":"string"}]}""", "list(text)")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"string"}],"items":false}""", "list(text)")]
    [InlineData("""{"prefixItems":[{"type":"integer"},{"type":"number"}],"maxItems":2}""", "list(number)")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"string"},{"type":"boolean"}]}""", "list(any)")]
    [InlineData("""{"type":"array","items":[{"type":"string"}],"additionalItems":{"type":"boolean"}}""", "list(any)")]
    [InlineData("""{"type":"object"}""", "map(any)")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", "map(text)")]
    [InlineData("""{"type":"object","patternProperties":{"^x":{"type":"integer"}},"additionalProperties":false}""", "map(integer)")]
    [InlineData("""{"type":"object","additionalProperties":false}""", "{}")]
    [InlineData("""{"properties":{"a":{"type":"string"},"b":true},"required":["a","c"]}""", "{a!:text,b:any,c!:any,*}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"type":"integer"}}""", "{a:text,*integer}")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"patternProperties":{"^x":{}},"additionalProperties":false}""", "{a:text,*}")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"unevaluatedProperties":false}""", "{a:text}")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"anyOf":[{"properties":{"b":true}},{}],"unevaluatedProperties":false}""", "{a:text,b:any,*}")]
    [InlineData("""{"properties":{"a":{"type":"string"}},"if":{},"then":{"properties":{"b":true}},"unevaluatedProperties":false}""", "{a:text,*}")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"type":"integer","nullable":true}}}""", "integer?")]
    [InlineData("""{"$ref":"#/definitions/a~1b","definitions":{"a/b":{"type":"boolean"}}}""", "boolean")]
    [InlineData("""{"$ref":"#name","$defs":{"x":{"$anchor":"name","type":"boolean"}}}""", "boolean")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/b"}],"$defs":{"a":{"allOf":[{"$ref":"#/$defs/c"}]},"b":{"allOf":[{"$ref":"#/$defs/c"}],"properties":{"y":{"type":"integer"}}},"c":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}}}""", "{x!:text,y:integer,*}")]
    [InlineData("""{"$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"name":{"type":"string"},"children":{"type":"array","items":{"$ref":"#/$defs/tree"}}},"additionalProperties":false}}}""", "{name:text,children:list(^)}")]
    [InlineData("""{"properties":{"self":{"$ref":"#"}}}""", "{self:{self:^,*},*}")]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{"next":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"null"}]}}}}}""", "{next:^?,*}")]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{"next":{"allOf":[{"$ref":"#/$defs/n"}],"description":"x"}}}}}""", "{next:^,*}")]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"type":"object","properties":{"v":{"anyOf":[{"$ref":"#/$defs/n"},{"type":"string"}]}}}}}""", "{v:any,*}")]
    [InlineData("""{"$ref":"#/$defs/l","$defs":{"l":{"type":"array","items":{"$ref":"#/$defs/l"}}}}""", "list(any)")]
    [InlineData("""{"$ref":"#/$defs/n","$defs":{"n":{"allOf":[{"$ref":"#/$defs/m"},{"properties":{"b":{"$ref":"#/$defs/m"}}}]},"m":{"properties":{"a":{"$ref":"#/$defs/m"}}}}}""", "{a:any,b:any,*}")]
    [InlineData("""{"$ref":"#/$defs/f","$defs":{"f":{"oneOf":[{"type":"object","properties":{"op":{"const":"and"},"all":{"type":"array","items":{"$ref":"#/$defs/f"}}},"required":["op","all"]},{"type":"object","properties":{"op":{"const":"is"},"value":{"type":"string"}},"required":["op","value"]}]}}}""", "{op!:text[and is],all:list(^),value:text,*}")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/a"}}}""", "any")]
    public void Schema_Read_HasItsKind(string schema, string expected)
    {
        var (shape, diagnostics) = ShapeReader.Read(Datum(schema), "x.json");

        Assert.Empty(diagnostics);
        Assert.Equal(expected, Show(shape));
    }

    [Fact]
    public void Annotations_AreAllRead()
    {
        var shape = Shape("""
            { "type": "object", "properties": {
                "a": { "type": "string", "description": "An A.", "format": "cidr", "pattern": "^x", "minLength": 1, "maxLength": 9, "default": "d", "examples": ["e"],
                       "deprecated": true, "x-iac-immutable": true, "x-iac-sensitive": true, "x-iac-writeOnly": true, "x-iac-computed": true,
                       "x-iac-ref": "p:t#id", "x-iac-ref-or-text": true, "x-iac-from": "${id}", "x-iac-equal": "cidr", "x-iac-unit": "bytes", "x-iac-aliases": ["b"] },
                "n": { "type": "number", "minimum": 1.5, "maximum": 2, "exclusiveMinimum": 1, "exclusiveMaximum": 3 },
                "l": { "type": "array", "items": { "type": "string" }, "minItems": 1, "maxItems": 2, "uniqueItems": true, "x-iac-unordered": true, "x-iac-ref": ["p:t#id", "p:u#id"] },
                "m": { "type": "integer", "x-iac-immutable": "maybe: when it shrinks" } } }
            """);

        var (a, n, l) = (shape.Member("b")!.Shape, shape.Member("n")!.Shape, shape.Member("l")!.Shape);
        Assert.Equal(("An A.", "cidr", "^x", 1, 9), (a.Description, a.Format, a.Pattern, a.MinLength, a.MaxLength));
        Assert.Equal((Schemas.Data.Datum.Of("d"), Schemas.Data.Datum.Of("e")), (a.Default!, Assert.Single(a.Examples)));
        Assert.Equal((true, true, true, true, true, true), (a.Deprecated, a.Immutable, a.Sensitive, a.WriteOnly, a.Computed, a.ReferenceOrText));
        Assert.Equal(("p:t#id", "${id}", "cidr", "bytes"), (Assert.Single(a.References), a.From, a.Equal, a.Unit));
        Assert.Equal((1.5, 2d, 1d, 3d), (n.Minimum, n.Maximum, n.ExclusiveMinimum, n.ExclusiveMaximum));
        Assert.Equal((1, 2, true, true, 2), (l.MinItems, l.MaxItems, l.UniqueItems, l.Unordered, l.References.Count));
        Assert.False(shape.Member("m")!.Shape.Immutable);
    }

    [Fact]
    public void OldExclusiveBounds_AreUnderstood()
    {
        var shape = Shape("""{ "type": "number", "minimum": 0, "exclusiveMinimum": true, "maximum": 1, "exclusiveMaximum": false }""");

        Assert.Equal((null, 0d, 1d, null), (shape.Minimum, shape.ExclusiveMinimum, shape.Maximum, shape.ExclusiveMaximum));
    }

    [Fact]
    public void Siblings_OfAReference_Win()
    {
        var shape = Shape("""{ "$ref": "#/$defs/port", "description": "The port.", "$defs": { "port": { "type": "integer", "description": "A port.", "maximum": 65535 } } }""");

        Assert.Equal((ShapeKind.Integer, "The port.", 65535d), (shape.Kind, shape.Description, shape.Maximum));
    }

    [Theory]
    [InlineData("7", "a schema is an object or true")]
    [InlineData("false", "the schema 'false' allows no value at all")]
    [InlineData("""{"type":"strin"}""", "JSON Schema knows no type \"strin\"")]
    [InlineData("""{"$ref":"#/$defs/nope"}""", "it refers to '#/$defs/nope', which isn't there")]
    [InlineData("""{"$ref":5}""", "'$ref' is a text")]
    [InlineData("""{"type":"integer","minimum":"1"}""", "'minimum' is a number")]
    [InlineData("""{"type":"string","minLength":-1}""", "'minLength' is a whole number from 0")]
    [InlineData("""{"type":"string","minLength":3,"maxLength":2}""", "its minLength is above its maxLength, so no text fits")]
    [InlineData("""{"type":"string","enum":"a"}""", "'enum' is a list")]
    [InlineData("""{"type":"string","enum":[1,2]}""", "none of its known values is of its type")]
    [InlineData("""{"anyOf":[{"type":"null"}]}""", "'anyOf' allows nothing but null")]
    [InlineData("""{"type":"string","x-iac-ref":"a#b:c"}""", "'a#b:c' is no reference, which looks like aws:vpc:subnet#id")]
    [InlineData("""{"type":"string","pattern":[]}""", "'pattern' is a text")]
    [InlineData("""{"type":"string","x-iac-ref":"subnet"}""", "'subnet' is no reference, which looks like aws:vpc:subnet#id")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["b"],"additionalProperties":false}""", "'b' is required, but there is no such property and no other is allowed")]
    [InlineData("""{"type":"object","properties":{"a":{"x-iac-aliases":[1]}}}""", "'x-iac-aliases' is a list of texts")]
    public void SenselessSchema_IsAnError_ThatSaysWhy(string schema, string why)
    {
        var diagnostic = Assert.Single(ShapeReader.Read(Datum(schema), "x.json").Diagnostics);

        Assert.Equal(("MCI6008", $"This schema makes no sense: {why}."), (diagnostic.Id, diagnostic.Message));
    }

    [Fact]
    public void EmptyEnumeration_IsLeftOut_WithAWarning()
    {
        var (shape, diagnostics) = ShapeReader.Read(Datum("""{ "type": "string", "enum": [] }"""), "x.json");

        Assert.Equal(("MCI6009", Severity.Warning), (Assert.Single(diagnostics).Id, diagnostics[0].Severity));
        Assert.Empty(shape.Enum);
    }

    [Fact]
    public void ReferencesThatDouble_EndAtABound()
    {
        var definitions = string.Join(",", Enumerable.Range(0, 40).Select(i => $$"""
            "d{{i}}": { "type": "object", "properties": { "a": { "$ref": "#/$defs/d{{i + 1}}" }, "b": { "$ref": "#/$defs/d{{i + 1}}" } } }
            """));
        var schema = Datum($$"""{ "$ref": "#/$defs/d0", "$defs": { {{definitions}}, "d40": { "type": "string" } } }""");

        Assert.Contains("more than 20000 parts", Assert.Single(ShapeReader.Read(schema, "x.json").Diagnostics).Message);
    }

    private static Datum Datum(string json) => DatumReader.Read(json).Value!;

    private static Shape Shape(string schema)
    {
        var (shape, diagnostics) = ShapeReader.Read(Datum(schema), "x.json");
        Assert.Empty(diagnostics);
        return shape;
    }

    private static string Show(Shape shape)
    {
        if (shape.IsRepeat && shape.Kind == ShapeKind.Object) return "^" + (shape.Nullable ? "?" : "");
        var kind = shape.Kind switch
        {
            ShapeKind.List => $"list({Show(shape.Element!)})",
            ShapeKind.Map => $"map({Show(shape.Element!)})",
            ShapeKind.Object => "{" + string.Join(",", shape.Members.Select(m => m.Name + (m.Required ? "!" : "") + ":" + Show(m.Shape))
                .Concat(shape.Open ? ["*" + (shape.Element is null ? "" : Show(shape.Element))] : [])) + "}",
            var other => other.ToString().ToLowerInvariant(),
        };
        var values = shape.Enum.Count == 0 ? "" : "[" + string.Join(' ', shape.Enum.Select(e => e.AsText() ?? e.ToString())) + "]";
        return kind + values + (shape.Nullable ? "?" : "");
    }
}
