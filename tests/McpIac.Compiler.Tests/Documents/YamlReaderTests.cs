using McpIac.Compiler.Documents;

namespace McpIac.Compiler.Tests.Documents;

/// <summary>YAML as text → nodes: the core schema, anchors, several documents, and what is wrong in words that help.</summary>
public sealed class YamlReaderTests
{
    [Theory]
    // Null, booleans: only what YAML 1.2 says; the rest of YAML 1.1 is text.
    [InlineData("", "null")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("False", "false")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("off", "\"off\"")]
    [InlineData("y", "\"y\"")]
    // Numbers, and what only looks like one.
    [InlineData("5", "5")]
    [InlineData("-5", "-5")]
    [InlineData("+5", "5")]
    [InlineData("1.10", "1.10")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1e3", "1e3")]
    [InlineData("0", "0")]
    [InlineData("0.5", "0.5")]
    [InlineData("0x1F", "31")]
    [InlineData("-0x1F", "\"-0x1F\"")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "\"0xFFFFFFFFFFFFFFFF\"")]
    [InlineData("0644", "\"0644\"")]
    [InlineData("0o644", "\"0o644\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("2024-01-31", "\"2024-01-31\"")]
    [InlineData("10.0.0.0/16", "\"10.0.0.0/16\"")]
    [InlineData("-", "[null]")]
    [InlineData("+", "\"+\"")]
    // Texts.
    [InlineData("'5'", "\"5\"")]
    [InlineData("\"true\"", "\"true\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("! 5", "\"5\"")]
    [InlineData("'it''s'", "\"it's\"")]
    [InlineData("\"a\\n\\u0041\\x41\"", "\"a\\nAA\"")]
    [InlineData("a b\n  c\n\n  d", "\"a b c\\nd\"")]
    [InlineData("|\n  a\n   b\n", "\"a\\n b\\n\"")]
    [InlineData("|-\n  a\n", "\"a\"")]
    [InlineData("|+\n  a\n\n", "\"a\\n\\n\"")]
    [InlineData(">\n  a\n  b\n\n  c\n", "\"a b\\nc\\n\"")]
    [InlineData("# comment\nx # comment", "\"x\"")]
    [InlineData("x#y", "\"x#y\"")]
    // Collections.
    [InlineData("[1, a, [true]]", "[1,\"a\",[true]]")]
    [InlineData("{a: 1, \"b c\": }", "{\"a\":1,\"b c\":null}")]
    [InlineData("a:\n- 1\n- b: 2\n  c: 3\n", "{\"a\":[1,{\"b\":2,\"c\":3}]}")]
    [InlineData("1: a\ntrue: b\n", "{\"1\":\"a\",\"true\":\"b\"}")]
    // Anchors and merge keys: what the map has itself wins, then what is merged first.
    [InlineData("a: &x [1]\nb: *x", "{\"a\":[1],\"b\":[1]}")]
    [InlineData("- &x {a: 1, b: 2}\n- <<: *x\n  b: 3\n", "[{\"a\":1,\"b\":2},{\"b\":3,\"a\":1}]")]
    [InlineData("- &x {a: 1}\n- &y {a: 2, c: 3}\n- <<: [*x, *y]\n", "[{\"a\":1},{\"a\":2,\"c\":3},{\"a\":1,\"c\":3}]")]
    [InlineData("- &x 1\n- &x 2\n- *x", "[1,2,2]")]
    [InlineData("\"<<\": 1", "{\"<<\":1}")]
    [InlineData("%YAML 1.2\n---\na: yes\n", "{\"a\":\"yes\"}")]
    public void Value_IsRead(string yaml, string expected)
    {
        var findings = new Findings();
        var documents = YamlReader.Read(new SourceText("infra.yaml", yaml), findings);
        Assert.Empty(findings);
        Assert.Equal(expected, documents.Count == 0 ? "null" : Assert.Single(documents).ToDatum().ToString());
    }

    [Theory]
    [InlineData("a: 1\n---\nb: 2\n...\n---\nc: 3\n", "{\"a\":1} {\"b\":2} {\"c\":3}")]
    [InlineData("---\n---\na: 1", "null {\"a\":1}")]
    [InlineData("# nothing", "")]
    public void SeveralDocuments_AreReadInOrder(string yaml, string expected)
    {
        var findings = new Findings();
        Assert.Equal(expected, string.Join(' ', YamlReader.Read(new SourceText("infra.yaml", yaml), findings).Select(d => d.ToDatum().ToString())));
        Assert.Empty(findings);
    }

    [Fact]
    public void AnchorsOfOneDocument_AreNoneOfTheNext()
    {
        var findings = new Findings();
        YamlReader.Read(new SourceText("infra.yaml", "a: &x 1\n---\nb: *x\n"), findings);
        Assert.Equal("3:4-6 MCI1201 This isn't YAML: there is no anchor x. Write &x where its value stands, or put the text in quotes.", Doc.Line(Assert.Single(findings)));
    }

    [Theory]
    [InlineData("a:\n«\t»b: 1\n", "a tab can't indent. Use spaces.")]
    [InlineData("a: [«${»x}]", "inside of [ ] and { } a text with ${ has to stand in quotes. Write \"${…}\".")]
    [InlineData("a: {b: «${»x}}", "inside of [ ] and { } a text with ${ has to stand in quotes. Write \"${…}\".")]
    [InlineData("a: b ?«:» c: d", "': ' can't stand in a text without quotes. Put the whole text in quotes.")]
    [InlineData("a: ${x ? 1 «:» 2}", "': ' can't stand in a text without quotes. Put the whole text in quotes.")]
    [InlineData("a: 1\n  «b»: 2\n", "this is indented further than the keys above it. Keys of one map begin in the same column.")]
    [InlineData("a: 1\nb:\n   c: 1\n  «d»: 2\n", "the indentation doesn't fit what stands above. What belongs together begins in the same column.")]
    [InlineData("- a\n«b»: 1\n", "the indentation doesn't fit what stands above. What belongs together begins in the same column.")]
    [InlineData("a: «[»1, 2\nb: 3\n", "the [ isn't closed. Close it, or put texts with special characters in quotes.")]
    [InlineData("a: «{»b: c\nd: e\n", "the { isn't closed. Close it, or put texts with special characters in quotes.")]
    [InlineData("a: [1, 2 ]«]»\n", "there is nothing open that this ] closes. Take it out, or put the text in quotes.")]
    [InlineData("a: «'x»\nb: 1\n", "the quote isn't closed. Add the closing '.")]
    [InlineData("a: «\"x»\nb: 1\n", "the quote isn't closed. Add the closing \".")]
    [InlineData("a: 'it'«s'»", "something follows the closing quote. Inside of '…' a quote is written twice, inside of \"…\" as \\\".")]
    [InlineData("a: \"x«\\q»\"", "after \\ there is a character that isn't escaped. Between \" a backslash is written \\\\; between ' it stands for itself.")]
    [InlineData("a: «@»x", "a text without quotes can't begin with @. Put the whole text in quotes.")]
    [InlineData("a: «`»x`", "a text without quotes can't begin with `. Put the whole text in quotes.")]
    [InlineData("a: «%»x", "a text without quotes can't begin with %. Put the whole text in quotes.")]
    [InlineData("a: «*x»", "there is no anchor x. Write &x where its value stands, or put the text in quotes.")]
    [InlineData("a: &x [«*x»]", "the anchor x holds itself. Take the alias out.")]
    [InlineData("? «[»a]\n: b", "a key is a list, a map or an alias. Keys are texts; a text with ${…} stands in quotes.")]
    [InlineData("a: {«{» x }}", "a key is a list, a map or an alias. Keys are texts; a text with ${…} stands in quotes.")]
    public void AMistake_IsExplainedAtItsPlace(string marked, string expected) => Doc.AssertProblem(marked, "MCI1201 This isn't YAML: " + expected);

    [Theory]
    [InlineData("name: «!Ref x»", "The tag !Ref has no meaning here. Leave it out; what is computed is written ${…}.")]
    [InlineData("resources: «!Sub» []", "The tag !Sub has no meaning here. Leave it out; what is computed is written ${…}.")]
    [InlineData("name: «!!binary YQ==»", "The tag !!binary has no meaning here. Leave it out; what is computed is written ${…}.")]
    [InlineData("parameters: {a: «.nan»}", ".nan is no number that a provider could be sent. Write it in quotes when the text is meant.")]
    [InlineData("parameters: {a: «-.INF»}", "-.INF is no number that a provider could be sent. Write it in quotes when the text is meant.")]
    [InlineData("outputs: {a: {b: 1, «$iac»: unknown}}", "The key $iac is reserved. Give it another name.")]
    public void ATrap_IsReported(string marked, string expected) => Doc.AssertProblem(marked, "MCI1206 " + expected);

    [Theory]
    [InlineData("name: a\n«name»: b\n")]
    [InlineData("name: a\n'«name»': b\n")]
    public void AKeyTwice_IsReportedAtTheSecond(string marked)
    {
        // The quotes of a key belong to its place.
        marked = marked.Replace("'«", "«'", StringComparison.Ordinal).Replace("»'", "'»", StringComparison.Ordinal);
        Doc.AssertProblem(marked, "MCI1205 name stands here twice (the first is on line 1). Keep one of the two.");
    }

    [Fact]
    public void WhatIsMerged_HasToBeAMap() => Doc.AssertProblem("<<: «[1]»\nname: x\n".Replace("[1]", "1", StringComparison.Ordinal), "MCI1202 What << merges is a map, and this is a number. Write a map.");
}
