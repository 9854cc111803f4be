namespace McpIac.Compiler.Tests.Documents;

public sealed class ParameterReaderTests
{
    [Theory]
    [InlineData("p: 5", null, "5")]
    [InlineData("p: 5", "6", "6")]
    [InlineData("p: [a, b]", null, "[\"a\",\"b\"]")]
    [InlineData("p: [a, b]", "[\"c\"]", "[\"c\"]")]
    [InlineData("p: { type: string }", "5", "\"5\"")]
    [InlineData("p: { type: string, default: 1.10 }", null, "\"1.10\"")]
    [InlineData("p: { type: string, default: 0x1F }", null, "\"0x1F\"")]
    [InlineData("p: { type: string, default: True }", null, "\"True\"")]
    [InlineData("p: { type: integer }", "5", "5")]
    [InlineData("p: { type: boolean }", "true", "true")]
    [InlineData("p: { type: array, items: { type: integer } }", "[1, 2]", "[1,2]")]
    [InlineData("p: { type: [string, 'null'], default: null }", null, "null")]
    [InlineData("p: { enum: [a, b], default: a }", "b", "\"b\"")]
    [InlineData("p: { description: any value, default: { x: 1 } }", null, "{\"x\":1}")]
    [InlineData("p: { type: string, secret: true, default: hidden }", null, "{\"$secret\":{\"$literal\":{\"$iac\":\"secret\"}}}")]
    public void AParameter_HasTheValueGiven_OrItsDefault(string declared, string? given, string expected) => Assert.Equal(expected,
        Doc.Bound($"parameters: {{ {declared} }}\noutputs: {{ o: \"${{p}}\" }}", "infra.yaml", given is null ? [] : [("p", given)])["outputs"]!.Items.Single()["value"]!.ToString());

    [Theory]
    [InlineData("p: { type: string }", null, "it has no default, and none was given")]
    [InlineData("p: { type: integer }", "x", "\"x\" is a text, not a whole number")]
    [InlineData("p: { type: boolean }", "yes", "\"yes\" is a text, not a boolean")]
    [InlineData("p: { type: integer, maximum: 4 }", "5", "5 is more than the maximum 4")]
    [InlineData("p: { enum: [small, large], default: medium }", null, "\"medium\" is none of small, large")]
    [InlineData("p: { type: string, minLength: 5, secret: true }", "abc", "it breaks its schema")]
    public void AValue_ThatBreaksTheSchema_IsReported(string declared, string? given, string why) => Assert.Equal(
        $"1:15-16 MCI1212 The parameter p has no usable value: {why}. Give it one in the document's default, or with --set p=VALUE.",
        Doc.Problems($"parameters: {{ {declared} }}\noutputs: {{ o: \"${{p}}\" }}", "infra.yaml", given is null ? [] : [("p", given)]));

    [Theory]
    [InlineData("parameters: { size: 1 }", "siz", "MCI1212 The program has no parameter siz. Did you mean size?")]
    [InlineData("parameters: { size: 1 }", "other", "MCI1212 The program has no parameter other. It has: size.")]
    [InlineData("name: x", "other", "MCI1212 The program has no parameter other. Declare it in the document's parameters.")]
    public void AValue_ForNoParameter_IsReported(string document, string given, string expected) => Assert.Equal(expected, Doc.Problems(document, "infra.yaml", (given, "1")));

    [Fact]
    public void AField_ThatNoParameterHas_IsReported() => Doc.AssertProblem(
        "parameters: { p: { typ«»e: string, default: a, «defualt»: b } }".Replace("«»", "", StringComparison.Ordinal), "MCI1203 The parameter p has no field defualt. Did you mean default?");

    [Fact]
    public void OneParameter_InTwoDocuments_IsReported() => Doc.AssertProblem(
        "parameters: { p: 1 }\n---\nparameters: { «p»: 2 }", "MCI1205 p stands here twice (the first is on line 1). Keep one of the two.");
}
