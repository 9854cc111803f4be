namespace McpIac.Compiler.Tests.Documents;

/// <summary>What is wrong in a text is reported where its characters stand, however the text is written.</summary>
public sealed class WrittenTextTests
{
    [Theory]
    // Plain, on one line and on several.
    [InlineData("a: x ${«nope».id} y")]
    [InlineData("a: one\n    two ${«nope».id}\n\n    three\n")]
    [InlineData("a: é😀 ${«nope».id}")]
    [InlineData("a: !!str ${«nope».id}")]
    [InlineData("a: &x ${«nope».id}")]
    [InlineData("a: !!str &x\n    ${«nope».id}")]
    // In quotes, with escapes and folded lines.
    [InlineData("a: 'it''s ''${«nope».id}'''")]
    [InlineData("a: 'one\n    two ${«nope».id}'")]
    [InlineData("a: \"\\u0041\\n\\t\\x20 \\\\ \\\"${«nope».id}\"")]
    [InlineData("a: \"\\U0001F600 ${«nope».id}\"")]
    [InlineData("a: \"one \\\n     two\n\n    ${«nope».id}\"")]
    // Blocks, with headers, comments and deeper lines.
    [InlineData("a: |\n    one\n      two ${«nope».id}\n    three\n")]
    [InlineData("a: |2- # comment\n      one ${«nope».id}\n")]
    [InlineData("a: >\n    one\n    two ${«nope».id}\n\n\n    three\n")]
    [InlineData("a: >-\n    one\n      indented ${«nope».id}\n")]
    [InlineData("a: |\r\n    one\r\n    two ${«nope».id}\r\n")]
    [InlineData("a: |\n\n\n    one\n\n    ${«nope».id}\n")]
    public void AName_IsReportedAtItsCharacters(string marked) => Doc.AssertProblem("outputs:\n  " + marked,
        "MCI2006 nope is no resource, parameter or loop variable of this deployment. Declare it, or write its value as a text; a literal ${ is written $${.");

    [Theory]
    [InlineData("a: |\n    ${1 + «}»\n", "MCI1101 A value is missing before '}'.")]
    [InlineData("a: 'x''${«uper»(\"a\")}'", "MCI1104 There is no function uper. Did you mean upper?")]
    [InlineData("a: >\n    one\n    «${» 1\n", "MCI1102 The ${ has no } that ends it. Write $${ for a literal ${.")]
    public void AMistakeInAnExpression_IsReportedAtItsCharacters(string marked, string expected) => Doc.AssertProblem("outputs:\n  " + marked, expected);

    [Fact]
    public void AMemberThatIsNotThere_IsReportedWhereItIsRead() => Doc.AssertProblem("""
        resources:
          - type: net:core:vlan
            name: a
            properties:
              tag: 1
              tags:
                x: one
                y: |
                  ${a.id}
                  and ${«a.idd»}
        """, "MCI2007 a (net:core:vlan) has no property or output idd. Did you mean id?");
}
