using CsCheck;
using McpIac.Cli.Trials;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;
using NJsonSchema;

namespace McpIac.Cli.Tests.Trials;

/// <summary>What was seen is accepted by what is inferred of it, and nothing is claimed that a single value wouldn't bear.</summary>
public sealed class SampleSchemasTests
{
    [Theory]
    [InlineData("""["a", "b"]""", """{"type":"string"}""")]
    [InlineData("""["2026-11-26", "2026-11-26T10:00:00Z"]""", """{"type":"string"}""")]
    [InlineData("""[1, 2]""", """{"type":"integer"}""")]
    [InlineData("""[1, 2.5]""", """{"type":"number"}""")]
    [InlineData("""[1.0]""", """{"type":"number"}""")]
    [InlineData("""[99999999999999999999]""", """{"type":"number"}""")]
    [InlineData("""[true, null]""", """{"type":["boolean","null"]}""")]
    [InlineData("""[null]""", "{}")]
    [InlineData("""[1, "a"]""", "{}")]
    [InlineData("""[[], [1, 2]]""", """{"type":"array","items":{"type":"integer"}}""")]
    [InlineData("""[[1, "a"]]""", """{"type":"array"}""")]
    [InlineData("""[[]]""", """{"type":"array"}""")]
    [InlineData("""[{}]""", """{"type":"object"}""")]
    [InlineData("""[{ "a": 1 }, { "b": null }]""", """{"type":"object","properties":{"a":{"type":"integer"},"b":{}},"additionalProperties":false}""")]
    [InlineData("""[{ "owner": { "name": "x" }, "size": { "name": 5 } }]""", """{"type":"object","properties":{"owner":{"type":"object","properties":{"name":{"type":"string"}},"additionalProperties":false},"size":{"type":"object","properties":{"name":{"type":"integer"}},"additionalProperties":false}},"additionalProperties":false}""")]
    [InlineData("""[[{ "key": "a", "value": null }, { "key": "b", "value": "c", "more": 1 }]]""", """{"type":"array","items":{"type":"object","properties":{"key":{"type":"string"},"value":{"type":["string","null"]},"more":{"type":"integer"}},"additionalProperties":false}}""")]
    [InlineData("""[{ "17": { "on": true }, "18": { "on": false } }]""", """{"type":"object","additionalProperties":{"type":"object","properties":{"on":{"type":"boolean"}},"additionalProperties":false}}""")]
    [InlineData("""[{ "3fa85f64-5717-4562-b3fc-2c963f66afa6": 1 }]""", """{"type":"object","additionalProperties":{"type":"integer"}}""")]
    [InlineData("""[{ "made-up-1": 1 }]""", """{"type":"object","additionalProperties":{"type":"integer"}}""")]
    public void Samples_HaveTheSchemaOfWhatTheyHaveInCommon(string samples, string schema) =>
        Assert.Equal(schema, $"{SampleSchemas.Of(DatumReader.Read(samples).Value!.Items, "made-up")}");

    [Fact]
    public void WhatIsDeepOrWide_IsDataOfAnyKind()
    {
        var deep = Enumerable.Range(0, 40).Aggregate(Datum.Of(1), (inner, _) => Datum.MapOf([new("in", inner)]));
        Assert.True($"{SampleSchemas.Of([deep], "")}".Length < 500);
        var wide = Datum.MapOf(Enumerable.Range(0, 100).Select(i => KeyValuePair.Create($"name{i}", Datum.Of(i))));
        Assert.Equal("""{"type":"object","additionalProperties":{"type":"integer"}}""", $"{SampleSchemas.Of([wide], "")}");
    }

    [Fact]
    public void AnySamples_AreAcceptedByWhatIsInferredOfThem()
    {
        var scalar = Gen.OneOf(Gen.Const(Datum.Null), Gen.Bool.Select(Datum.Of), Gen.Int.Select(i => Datum.Of(i)), Gen.Double[-1e6, 1e6].Select(d => Datum.Of(d)), Gen.String[Gen.Char.AlphaNumeric, 0, 4].Select(Datum.Of));
        var value = Gen.Recursive<Datum>((depth, inner) => depth > 3 ? scalar : Gen.OneOf(scalar,
            inner.List[0, 3].Select(l => Datum.ListOf(l)),
            Gen.Select(Gen.String[Gen.Char["abc"], 1, 2], inner).List[0, 3].Select(m => Datum.MapOf(m.DistinctBy(p => p.Item1).Select(p => KeyValuePair.Create(p.Item1, p.Item2))))));
        value.List[1, 4].Sample(samples =>
        {
            var schema = SampleSchemas.Of(samples, "mark");
            var theirs = JsonSchema.FromJsonAsync(schema.ToString()).GetAwaiter().GetResult();
            var ours = ShapeReader.Read(schema, "inferred").Shape;
            return samples.Where(s => !s.IsNull || schema.Members.Count == 0).All(s => theirs.Validate(s.ToString()).Count == 0 && !ShapeValidator.Validate(ours, s).Any());
        }, iter: 300);
    }
}
