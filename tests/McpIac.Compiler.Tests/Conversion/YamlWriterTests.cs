using CsCheck;
using McpIac.Compiler.Conversion;
using McpIac.Compiler.Documents;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Tests.Conversion;

/// <summary>Whatever is written as YAML is read as what it was.</summary>
public sealed class YamlWriterTests
{
    private static readonly string[] Traps =
    [
        "", " ", "\n", "a\n", "a\nb", "a\n\n", "\na", " a\nb", "a\n b\n", "a \nb", "a\n  \nb\n", "a\tb", "\ta", "a\r\nb", "yes", "no", "on", "y", "true", "True", "null", "~", "NULL", "0644", "0o644", "0x1F", "1_000",
        "1e5", "-1", "+1", ".5", "1.", "1.10", ".inf", "-.INF", ".nan", "2026-01-31", "12:30:45", "190:20:30", "<<", "=", "---", "...", "- a", "-", "?", ":", "a: b", "a:", "a #b", "#a", "a#b", "&a", "*a", "!a", "!Ref x", "|", ">",
        "'a'", "\"a\"", "it's", "%a", "@a", "`a`", "[a]", "{a}", "a, b", "${a.b}", "$${a", "${[for s in x : \"${s}:80\"]}", "https://x/", "aws:vpc:vpc", "10.0.0.0/16", "C:\\x", "\u0000", "\u0007", "\u0085", "\u00a0", "\u2028", "\ufeffa",
        "😀", "ä", "a\u200bb", "line\n# no comment\n---\nend\n", "tab\n\tx\n", new string('k', 3000), "a\n\n\nb", "key with spaces", "🙂\n🙂\n", "\ufffe", "\u007f", "0", "00", "1.2.3.4", "a\n...\n", "a'b\"c\\d", "? x", "- - x", "{}", "[]", "null\n", "12e", "0b1", "1:2",
    ];

    private static readonly Gen<string> Trap = Gen.Int[0, Traps.Length - 1].Select(i => Traps[i]);

    private static readonly Gen<string> Text = Gen.OneOf(
        Trap, Gen.OneOf(Gen.Char["ab:#-?!&*'\"\\|>%@`{}[],.~0123456789xoeE+_$ \n\t"], Gen.Char[' ', '\ud7ff']).Array[0, 20].Select(c => new string(c)), Gen.Select(Trap, Trap, (a, b) => a + b));

    private static readonly Gen<Datum> Any = Gen.Recursive<Datum>((depth, inner) => depth > 4 ? Scalar : Gen.Frequency(
        (3, Scalar), (1, inner.Array[0, 4].Select(i => Datum.ListOf(i))),
        (1, Gen.Select(Text, inner, KeyValuePair.Create).Array[0, 4].Select(m => Datum.MapOf(m.Where(p => p.Key != "<<").DistinctBy(p => p.Key))))));

    private static Gen<Datum> Scalar => Gen.OneOf(
        Text.Select(t => Datum.Of(t)), Gen.Bool.Select(b => Datum.Of(b)), Gen.Long.Select(n => Datum.Of(n)), Gen.Double.Where(double.IsFinite).Select(n => Datum.Of(n)), Gen.Const(Datum.Null),
        Gen.Int[0, 5].Select(i => Datum.OfNumber(new[] { "1.10", "1e5", "-0", "1E+300", "123456789012345678901234567890", "0.1e-7" }[i])));

    [Fact]
    public void EachTrap_IsReadAsItIs_AsAValueAndAsAKey()
    {
        foreach (var text in Traps)
        {
            AssertReadBack(Datum.Of(text));
            AssertReadBack(Datum.MapOf([new(text == "<<" ? "a" : text, Datum.ListOf([Datum.Of(text), Datum.MapOf([new("k", Datum.Of(text)), new("l", Datum.Of(text))])]))]));
        }
    }

    [Fact]
    public void AnyValue_IsReadAsItIs() => Any.Sample(AssertReadBack, iter: 5000);

    [Fact]
    public void WhatIsWritten_LooksAsByHand() => Assert.Equal("""
        name: a b

        resources:
          - type: aws:vpc:vpc
            list:
              - 1
              - - x
                - 'yes'
              - k: |
                  two
                  lines
                l: {}
            text: |-
              no
                end
        outputs: []

        """.ReplaceLineEndings("\n"), YamlWriter.Write(DatumReader.Read("""
        {"name":"a b","resources":[{"type":"aws:vpc:vpc","list":[1,["x","yes"],{"k":"two\nlines\n","l":{}}],"text":"no\n  end"}],"outputs":[]}
        """).Value!, "resources"));

    private static void AssertReadBack(Datum value)
    {
        var yaml = YamlWriter.Write(value);
        var findings = new Findings();
        var read = YamlReader.Read(new SourceText("a.yaml", yaml), findings);
        Assert.True(findings.Count == 0, $"{yaml}\n{string.Join('\n', findings)}\n{value}");
        Assert.True(Assert.Single(read).ToDatum().Equals(value), $"{yaml}\n{value}\n{read[0].ToDatum()}");
    }
}
