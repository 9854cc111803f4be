using McpIac.Cli.Rendering;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Tests.Rendering;

public sealed class ValueTextTests
{
    [Fact]
    public void Value_OfEachKind_IsReadable() =>
        Assert.Equal("""{a: [1, "x\ty", null], b: (known after apply), c: (secret)}""",
            ValueText.Of(Plans.Map(
                ("a", Datum.ListOf([Datum.Of(1), Datum.Of("x\ty"), Datum.Null])), ("b", Evaluation.Unknown), ("c", Evaluation.Masked))));

    [Fact]
    public void LongText_IsCutAndItsLengthSaid() =>
        Assert.Equal("\"aaaaaaaaa…\" (500 characters)", ValueText.Of(Datum.Of(new string('a', 500)), 10));

    [Fact]
    public void LongText_IsNotCutInsideACharacter() =>
        Assert.Equal("\"aaaaaaaa…\" (20 characters)", ValueText.Of(Datum.Of("aaaaaaaa😀" + new string('a', 10)), 10));

    [Fact]
    public void LongList_SaysHowManyAreLeftOut() =>
        Assert.Equal("[\"one\", \"two\", … 1 more]", ValueText.Of(Plans.Texts("one", "two", "three"), 10));

    [Fact]
    public void Fingerprint_IsASecret() =>
        Assert.Equal("(secret)", ValueText.Of(Plans.Map(("$iac", Datum.Of("fingerprint")), ("sha256", Datum.Of("00")))));
}
