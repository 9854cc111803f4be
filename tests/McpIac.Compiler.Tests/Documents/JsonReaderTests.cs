using McpIac.Compiler.Documents;

namespace McpIac.Compiler.Tests.Documents;

public sealed class JsonReaderTests
{
    [Theory]
    [InlineData("""{ "a": [1, 1.10, "x", true, false, null, {}], "b": "\u0041\"\n" }""", """{"a":[1,1.10,"x",true,false,null,{}],"b":"A\"\n"}""")]
    [InlineData("// comment\n[ /* another */ 1 ]", "[1]")]
    public void Value_IsRead(string json, string expected)
    {
        var findings = new Findings();
        Assert.Equal(expected, JsonReader.Read(new SourceText("infra.json", json), findings)!.ToDatum().ToString());
        Assert.Empty(findings);
    }

    [Theory]
    [InlineData("""{ "a": [1, 2,«]» }""", "a comma stands before the closing bracket. Take it out.")]
    [InlineData("""{ «'»a': 1 }""", "a text stands in single quotes. Texts and keys stand in double quotes.")]
    [InlineData("""{ "a": [1, """, "the document ends inside of { } or [ ]. Close them.")]
    [InlineData("", "the document is empty. Write { \"resources\": [] }.")]
    [InlineData("""{} «{»}""", "'{' is invalid after a single JSON value. Expected end of data. Mend the document's form.")]
    [InlineData("""{ "a": «"\ud800"» }""", "a text has half a surrogate pair in it. Mend the document's form.")]
    [InlineData("{\n  \"é\": «x»\n}", "'x' is an invalid start of a value. Mend the document's form.")]
    public void AMistake_IsExplainedAtItsPlace(string marked, string expected)
    {
        if (!marked.Contains('«', StringComparison.Ordinal)) marked += "«»";
        Doc.AssertProblem(marked, "MCI1201 This isn't JSON: " + expected, "infra.json");
    }

    [Fact]
    public void AKeyTwice_IsReportedAtTheSecond() =>
        Doc.AssertProblem("""{ "name": "a", «"name"»: "b" }""", "MCI1205 name stands here twice (the first is on line 1). Keep one of the two.", "infra.json");

    [Theory]
    [InlineData("""{ "name": "a", "outputs": { "é😀": "😀 ${«nope».id}" } }""")]
    [InlineData("""{ "name": "a", "outputs": { "x": "\u0041\ud83d\ude00\n\" ${«nope».id}" } }""")]
    [InlineData("""{ "name": "a", "outputs": { "x": "a\u0020b\/ ${ «nope» .id}" } }""")]
    public void APlaceInAText_IsThatOfItsCharacters(string marked) => Doc.AssertProblem(marked,
        "MCI2006 nope is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.", "infra.json");
}
