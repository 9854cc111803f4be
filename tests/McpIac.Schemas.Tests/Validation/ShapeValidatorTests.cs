using CsCheck;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Tests.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Tests.Validation;

public sealed class ShapeValidatorTests
{
    [Theory]
    [InlineData("""{"type":"integer","maximum":4094}""", "5000", "|range|5000 is more than the maximum 4094")]
    [InlineData("""{"type":"integer","minimum":1}""", "0", "|range|0 is less than the minimum 1")]
    [InlineData("""{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}""", "1.0", "|range|1.0 isn't less than 1")]
    [InlineData("""{"type":"number","exclusiveMinimum":0}""", "0", "|range|0 isn't more than 0")]
    [InlineData("""{"type":"integer"}""", "5.0", "")]
    [InlineData("""{"type":"integer"}""", "5.5", "|type|5.5 is no whole number of 64 bits")]
    [InlineData("""{"type":"integer"}""", "\"x\"", "|type|\"x\" is a text, not a whole number")]
    [InlineData("""{"type":"string"}""", "5", "|type|5 is a number, not a text")]
    [InlineData("""{"type":"string"}""", "[]", "|type|is a list, not a text")]
    [InlineData("""{"type":"boolean"}""", "\"true\"", "|type|\"true\" is a text, not a boolean")]
    [InlineData("""{"type":"object","properties":{"a":{}}}""", "true", "|type|true is a boolean, not an object")]
    [InlineData("""{"type":"string"}""", "null", "|type|null is no text")]
    [InlineData("""{"type":["string","null"]}""", "null", "")]
    [InlineData("{}", "null", "")]
    [InlineData("""{"type":"string","enum":["pass","block"]}""", "\"pas\"", "|enum|\"pas\" is none of pass, block; did you mean 'pass'?")]
    [InlineData("""{"type":"string","enum":["pass","block"]}""", "\"zzz\"", "|enum|\"zzz\" is none of pass, block")]
    [InlineData("""{"type":"string","enum":["TCP"]}""", "\"tcp\"", "|enum|\"tcp\" is none of TCP; did you mean 'TCP'?")]
    [InlineData("""{"type":"string","enum":["TCP"],"x-iac-equal":"caseInsensitive"}""", "\"tcp\"", "")]
    [InlineData("""{"enum":[1,2]}""", "1.0", "")]
    [InlineData("""{"type":"string","pattern":"^ami-[0-9a-f]+$"}""", "\"ami-xyz\"", "|pattern|\"ami-xyz\" doesn't match the pattern ^ami-[0-9a-f]+$")]
    [InlineData("""{"type":"string","pattern":"^a$"}""", "\"a\\n\"", "|pattern|\"a\\n\" doesn't match the pattern ^a$")]
    [InlineData("""{"type":"string","pattern":"^\\d+$"}""", "\"٣\"", "|pattern|\"٣\" doesn't match the pattern ^\\d+$")]
    [InlineData("""{"type":"string","pattern":"^[\\w$[-]+$"}""", "\"a$[-\"", "")]
    [InlineData("""{"type":"string","pattern":"("}""", "\"x\"", "")]
    [InlineData("""{"type":"string","minLength":1}""", "\"\"", "|length|an empty text isn't allowed")]
    [InlineData("""{"type":"string","minLength":3}""", "\"ab\"", "|length|\"ab\" is shorter than 3 characters")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"\\ud83d\\ude00\"", "")]
    [InlineData("""{"type":"string","maxLength":1}""", "\"ab\"", "|length|\"ab\" is longer than 1 characters")]
    [InlineData("""{"type":"array","items":{"type":"integer"},"maxItems":1}""", "[1,\"b\"]", "|items|has 2 elements, more than 1;/1|type|\"b\" is a text, not a whole number")]
    [InlineData("""{"type":"array","minItems":2}""", "[1]", "|items|has 1 element, fewer than 2")]
    [InlineData("""{"type":"array","uniqueItems":true}""", "[{\"a\":1},{\"a\":1.0}]", "|unique|{\"a\":1.0} is in the list more than once")]
    [InlineData("""{"type":"array","uniqueItems":true}""", "[{\"$iac\":\"unknown\"},{\"$iac\":\"unknown\"}]", "")]
    [InlineData("""{"type":"array","uniqueItems":true}""", "[{\"a\":{\"$iac\":\"unknown\"}},{\"a\":{\"$iac\":\"unknown\"}}]", "")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"maxProperties":1}""", "{\"a\":1,\"b\":\"\"}", "|items|has 2 entries, more than 1;/a|type|1 is a number, not a text")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"},"propertyNames":{"pattern":"^(?!aws:)"}}""", "{\"aws:x\":\"\"}", "/aws:x|pattern|\"aws:x\" doesn't match the pattern ^(?!aws:)")]
    [InlineData("""{"properties":{"tag":{"type":"integer"}},"additionalProperties":false}""", "{\"tga\":1}", "/tga|unknownMember|isn't known here; did you mean 'tag'?")]
    [InlineData("""{"properties":{"tag":{"type":"integer"}},"additionalProperties":false}""", "{\"other/name\":1}", "/other~1name|unknownMember|isn't known here")]
    [InlineData("""{"properties":{"tag":{"type":"integer"}}}""", "{\"other\":1}", "")]
    [InlineData("""{"properties":{"tag":{"type":"integer"}},"additionalProperties":{"type":"string"}}""", "{\"other\":1}", "/other|type|1 is a number, not a text")]
    [InlineData("""{"properties":{"tag":{"type":"integer","x-iac-aliases":["vlan"]}},"required":["tag"]}""", "{}", "/tag|required|is required and isn't set")]
    [InlineData("""{"properties":{"tag":{"type":"integer","x-iac-aliases":["vlan"]}},"required":["tag"]}""", "{\"vlan\":\"x\"}", "/vlan|type|\"x\" is a text, not a whole number")]
    [InlineData("""{"properties":{"tag":{"type":"integer"}},"required":["tag"]}""", "{\"tag\":null}", "/tag|required|is required and isn't set")]
    [InlineData("""{"properties":{"tag":{"type":"integer"}}}""", "{\"tag\":null}", "")]
    [InlineData("""{"properties":{"tag":{"type":["integer","null"]}},"required":["tag"]}""", "{\"tag\":null}", "")]
    [InlineData("""{"properties":{"tag":{}},"required":["tag"],"minProperties":2}""", "{\"tag\":null}", "|items|has 1 entry, fewer than 2")]
    [InlineData("""{"properties":{"a":{"properties":{"b":{"type":"integer"}}}}}""", "{\"a\":{\"b\":true}}", "/a/b|type|true is a boolean, not a whole number")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""", "\"a\"", "")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""", "[\"a\"]", "")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""", "[1]", "/0|type|1 is a number, not a text")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]}""", "true", "|type|true is a boolean, not a text or a list")]
    [InlineData("""{"type":["string","integer"]}""", "1.5", "|type|1.5 is a number, not a text or a whole number")]
    [InlineData("""{"type":["string","integer"],"minLength":2,"minimum":5}""", "7", "")]
    [InlineData("""{"type":["string","integer"],"minLength":2,"minimum":5}""", "1", "|range|1 is less than the minimum 5")]
    [InlineData("""{"oneOf":[{"properties":{"k":{"const":"a"},"x":{"type":"integer"}},"required":["k","x"]},{"properties":{"k":{"const":"b"},"y":{"type":"string"}},"required":["k"],"additionalProperties":false}]}""", "{\"k\":\"a\",\"x\":1}", "")]
    [InlineData("""{"oneOf":[{"properties":{"k":{"const":"a"},"x":{"type":"integer"}},"required":["k","x"]},{"properties":{"k":{"const":"b"},"y":{"type":"string"}},"required":["k"],"additionalProperties":false}]}""", "{\"k\":\"b\",\"y\":1}", "/y|type|1 is a number, not a text")]
    [InlineData("""{"oneOf":[{"properties":{"k":{"const":"a"},"x":{"type":"integer"}},"required":["k","x"]},{"properties":{"k":{"const":"b"},"y":{"type":"string"}},"required":["k"],"additionalProperties":false}]}""", "{\"k\":\"c\"}", "/k|enum|\"c\" is none of a, b; did you mean 'a'?")]
    [InlineData("""{"properties":{"a":{}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""", "{}", "/a|required|is required and isn't set")]
    [InlineData("""{"properties":{"a":{}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""", "{\"b\":{\"$iac\":\"unknown\"}}", "")]
    [InlineData("""{"type":"array","items":[{"type":"integer"}]}""", "[1,\"any\"]", "")]
    [InlineData("""{"type":"array","items":[{"type":"integer"}],"additionalItems":false}""", "[1,\"x\"]", "/1|type|\"x\" is a text, not a whole number")]
    [InlineData("""{"enum":["a",null]}""", "null", "")]
    [InlineData("""{"$ref":"#/$defs/t","$defs":{"t":{"properties":{"n":{"type":"integer"},"c":{"type":"array","items":{"$ref":"#/$defs/t"}}}}}}""", "{\"c\":[{\"c\":[{\"n\":\"x\"}]}]}", "/c/0/c/0/n|type|\"x\" is a text, not a whole number")]
    public void Value_IsCheckedAgainstItsShape(string schema, string value, string violations) =>
        Assert.Equal(violations, Check(schema, value));

    [Theory]
    [InlineData("cidr", "10.0.0.0/16 10.150.0.1/24 2001:db8::/32 0.0.0.0/0", "10.0.0.0 10.0.0.0/33 10.0.0/8 10.0.0.0/08 x/8 ::/129")]
    [InlineData("ipv4", "10.0.1.10 255.255.255.255", "1 256.0.0.1 010.0.0.1 1.2.3 1.2.3.4.5 0x7f.0.0.1")]
    [InlineData("ipv6", "::1 2001:db8::1 ::ffff:1.2.3.4", "1.2.3.4 fe80::1%eth0 [::1] 2001:db8 g::1")]
    [InlineData("mac", "02:00:00:12:34:56 02-00-00-12-34-5F", "02:00:00:12:34 020000123456")]
    [InlineData("hostname", "a example.com i-0a1.internal. xn--bcher-kva.example", "-a a..b a_b a- .")]
    [InlineData("port", "1 443 65535", "0 65536 x +1 1.0")]
    [InlineData("arn", "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1 arn:aws:iam::1:role/x", "arn:aws:ec2 x arn:aws:ec2:::")]
    [InlineData("uuid", "1f0c3a52-7f0e-4d0b-9a57-6c1d2e3f4a5b", "1f0c3a52 1f0c3a527f0e4d0b9a576c1d2e3f4a5b")]
    [InlineData("duration", "PT5M P1D P2W PT0.5S P1Y2M3DT4H5M6S", "P PT 5m P1DT 1D")]
    [InlineData("uri", "https://example.com/a?b#c urn:x:y", "/path example.com http:")]
    [InlineData("date-time", "2026-01-31T12:00:00Z 2026-01-31t12:00:00.5+02:00", "2026-01-31 2026-13-31T12:00:00Z 2026-01-31T12:00:00")]
    [InlineData("date", "2026-01-31", "2026-02-30 31.1.2026")]
    [InlineData("made-up", "anything", "")]
    public void Format_IsChecked(string format, string good, string bad)
    {
        var shape = Shape($$"""{"type":"string","format":"{{format}}"}""");

        Assert.All(good.Split(' '), text => Assert.Empty(ShapeValidator.Validate(shape, Datum.Of(text))));
        Assert.All(bad.Split(' ', StringSplitOptions.RemoveEmptyEntries), text => Assert.Equal("format", Assert.Single(ShapeValidator.Validate(shape, Datum.Of(text))).Code));
    }

    [Fact]
    public void Format_Pem_WantsBothEndsOfABlock()
    {
        var shape = Shape("""{"type":"string","format":"pem"}""");

        Assert.Empty(ShapeValidator.Validate(shape, Datum.Of("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")));
        Assert.Single(ShapeValidator.Validate(shape, Datum.Of("-----BEGIN CERTIFICATE-----\nMIIB\n-----END PRIVATE KEY-----\n")));
    }

    [Fact]
    public void Format_Port_AppliesToNumbersToo() =>
        Assert.Equal("|format|70000 is no port from 1 to 65535", Check("""{"type":"integer","format":"port"}""", "70000"));

    [Fact]
    public void Markers_AreAnyValue_Anywhere() =>
        Assert.Equal("", Check("""{"properties":{"a":{"type":"integer"},"l":{"type":"array","items":{"type":"string","format":"ipv4"}}}}""",
            """{"a":{"$iac":"unknown","type":"integer"},"l":[{"$iac":"secret","ref":"x"}]}"""));

    [Fact]
    public void SensitiveValue_IsNeverShown() =>
        Assert.Equal("/p|length|the value is shorter than 8 characters;/p|pattern|the value doesn't match the pattern ^[a-z]+$;/s/k|enum|the value is none of a, b",
            Check("""
                {"properties":{"p":{"type":"string","minLength":8,"pattern":"^[a-z]+$","x-iac-sensitive":true},
                  "s":{"x-iac-sensitive":true,"type":"object","additionalProperties":{"type":"string","enum":["a","b"]}}}}
                """, """{"p":"hunter2","s":{"k":"hunter2"}}"""));

    [Fact]
    public void PatternThatNeverEnds_IsGivenUp() =>
        Assert.Equal("", Check("""{"type":"string","pattern":"^(a+)+$"}""", $"\"{new string('a', 60)}!\""));

    [Fact]
    public void AlternativesInsideAlternatives_AreGivenUp()
    {
        var value = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "7" + new string('}', 40);

        Assert.Equal("", Check("""{"$ref":"#/$defs/t","$defs":{"t":{"anyOf":[{"properties":{"a":{"$ref":"#/$defs/t"},"x":{}}},{"properties":{"a":{"$ref":"#/$defs/t"},"y":{}}},{"type":"string"}]}}}""", value));
    }

    [Fact]
    public void AnyValue_AgainstAnyOfManyShapes_NeverThrows()
    {
        var shapes = new[]
        {
            """{"type":"string","format":"cidr","pattern":"^.$","minLength":2}""", """{"type":"integer","minimum":3}""", """{"type":"array","uniqueItems":true,"items":{"type":"string"}}""",
            """{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":false}""", """{"enum":[1,"a",null]}""",
        }.Select(Shape).ToArray();

        DatumGen.Any.Sample(value => Array.ForEach(shapes, shape => ShapeValidator.Validate(shape, value)));
    }

    private static string Check(string schema, string value) => string.Join(';',
        ShapeValidator.Validate(Shape(schema), DatumReader.Read(value).Value!).Select(v => $"{v.Path}|{v.Code}|{v.Message}"));

    private static Shape Shape(string schema) => ShapeReader.Read(DatumReader.Read(schema).Value!, "x.json").Shape;
}
