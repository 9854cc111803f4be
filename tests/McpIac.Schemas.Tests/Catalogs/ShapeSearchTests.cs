using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Tests.Catalogs;

public sealed class ShapeSearchTests
{
    private static readonly ShapeSearch Sensitive = new(shape => shape.Sensitive);

    [Theory]
    [InlineData("""{"type":"string"}""", false)]
    [InlineData("""{"type":"string","x-iac-sensitive":true}""", true)]
    [InlineData("""{"properties":{"a":{"items":{"additionalProperties":{"type":"string","x-iac-sensitive":true}}}}}""", true)]
    [InlineData("""{"anyOf":[{"properties":{"a":{"type":"string"}}},{"properties":{"b":{"type":"string","x-iac-sensitive":true}}}]}""", true)]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"},"label":{"type":"string"}}}}}""", false)]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"},"key":{"type":"string","x-iac-sensitive":true}}}}}""", true)]
    public void WhatIsInside_IsFound_AlsoInWhatHoldsItself(string schema, bool expected)
    {
        var shape = ShapeReader.Read(DatumReader.Read(schema).Value!, "x.json").Shape;
        Assert.Equal(expected, Sensitive.In(shape));
        if (shape.Member("next") is { Shape: { IsRepeat: true } again }) Assert.Equal(expected, Sensitive.In(again));
    }
}
