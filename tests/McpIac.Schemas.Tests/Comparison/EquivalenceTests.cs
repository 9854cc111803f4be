using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Tests.Comparison;

public sealed class EquivalenceTests
{
    [Theory]
    [InlineData("caseInsensitive", "Any", "any", true)]
    [InlineData(null, "Any", "any", false)]
    [InlineData("cidr", "10.0.1.7/24", "10.0.1.0/24", true)]
    [InlineData("cidr", "2001:db8::1/64", "2001:0db8::/64", true)]
    [InlineData("cidr", "10.0.1.0/24", "10.0.1.0/25", false)]
    [InlineData("cidr", "10.0.1.0/99", "10.0.1.0/99 ", false)]
    [InlineData("cidr", "10.0.0.0/8", "a00::/8", false)]
    [InlineData("cidr", "10.0.0.0/8", "10.0.0.0/+8", false)]
    [InlineData("duration", "PT60S", "PT1M", true)]
    [InlineData("duration", "PT60S", "soon", false)]
    [InlineData("json", """{"a":1,"b":[2]}""", """{ "b": [2.0], "a": 1 }""", true)]
    [InlineData("json", """{"a":1}""", """{"a":""", false)]
    public void Texts_AreComparedAsTheirShapeSays(string? mode, string before, string after, bool same) =>
        Check(new Shape { Kind = ShapeKind.Text, Equal = mode }, Datum.Of(before), Datum.Of(after), same);

    [Theory]
    [InlineData("[1,2,2]", "[2,1,2]", true, true)]
    [InlineData("[1,2,2]", "[2,1,1]", true, false)]
    [InlineData("[1,2]", "[2,1]", false, false)]
    [InlineData("[1,2]", "[1.0,2]", false, true)]
    public void Lists_AreComparedInOrder_UnlessThatMeansNothing(string before, string after, bool unordered, bool same) =>
        Check(new Shape { Kind = ShapeKind.List, Unordered = unordered }, Read(before), Read(after), same);

    // What is the same has the same hash, and in these examples nothing else has.
    private static void Check(Shape shape, Datum before, Datum after, bool same)
    {
        Assert.Equal(same, Equivalence.Same(shape, before, after));
        if (shape.Kind == ShapeKind.Text) Assert.Equal(same, Equivalence.Hash(shape, before) == Equivalence.Hash(shape, after));
        else if (same) Assert.Equal(Equivalence.Hash(shape, before), Equivalence.Hash(shape, after));
    }

    [Fact]
    public void AMissingMember_IsItsDefault()
    {
        var shape = new Shape { Kind = ShapeKind.Object, Members = [new("port", new Shape { Default = Datum.Of(80) }, false, [])] };
        Assert.True(Equivalence.Same(shape, Read("{}"), Read("""{"port":80}""")));
        Assert.False(Equivalence.Same(shape, Read("{}"), Read("""{"port":81}""")));
    }

    [Fact]
    public void ARuling_CountsAtEveryPlace()
    {
        var (before, after) = (Read("""{"a":[{"b":"sealed"},1]}"""), Read("""{"a":[{"b":"open"},1]}"""));
        Assert.False(Equivalence.Same(null, before, after));
        Assert.True(Equivalence.Same(null, before, after, (was, _) => was.AsText() == "sealed" ? true : null));
    }

    private static Datum Read(string json) => DatumReader.Read(json).Value!;
}
