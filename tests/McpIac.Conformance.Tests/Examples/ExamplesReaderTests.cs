using McpIac.Conformance.Examples;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Examples;

public sealed class ExamplesReaderTests
{
    [Fact]
    public void Examples_AreReadByType()
    {
        var (examples, problems) = ExamplesReader.Read(Read("""{ "a:b": { "create": { "x": "{unique}" }, "update": { "x": "y" } }, "a:c": { "skip": "no room" } }"""));
        Assert.Empty(problems);
        Assert.Equal("{unique}", examples["a:b"].Create?["x"]?.AsText());
        Assert.Equal("no room", examples["a:c"].Skip);
    }

    [Theory]
    [InlineData("[]", "The examples aren't a map of types.")]
    [InlineData("""{ "a:b": 1 }""", "What is said about a:b isn't a map.")]
    [InlineData("""{ "a:b": { "properties": {} } }""", "a:b has a member properties.")]
    [InlineData("""{ "a:b": { "skip": true } }""", "a:b: skip says why, as a text.")]
    [InlineData("""{ "a:b": { "create": "x" } }""", "a:b: create, update and replace are maps of properties.")]
    public void WhatIsNotOfTheForm_IsSaid(string json, string message)
    {
        var problem = Assert.Single(ExamplesReader.Read(Read(json)).Problems);
        Assert.Equal(("MCI6401", message), (problem.Id, problem.Message));
    }

    [Fact]
    public void Examples_OfATypeThatThereIsnt_AreSaid() =>
        Assert.Equal("There are examples for a:c, which isn't a type of the server.", Assert.Single(ExamplesReader.Unused(new Dictionary<string, TypeExamples> { ["a:b"] = new(), ["a:c"] = new() }, ["a:b"])).Message);

    private static Datum Read(string json) => DatumReader.Read(json).Value!;
}
