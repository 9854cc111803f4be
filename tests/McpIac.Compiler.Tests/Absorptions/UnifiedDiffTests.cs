using CsCheck;
using McpIac.Compiler.Absorptions;

namespace McpIac.Compiler.Tests.Absorptions;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void ADiff_LooksAsThatOfDiff()
    {
        var old = string.Concat(Enumerable.Range(1, 20).Select(i => $"{i}\n"));
        Assert.Equal("""
            --- a/infra.yaml
            +++ b/infra.yaml
            @@ -1,5 +1,6 @@
             1
            -2
            +two
            +more
             3
             4
             5
            @@ -17,4 +18,4 @@
             17
             18
             19
            -20
            +20
            \ No newline at end of file

            """.ReplaceLineEndings("\n"), UnifiedDiff.Of("infra.yaml", old, old.Replace("\n2\n", "\ntwo\nmore\n", StringComparison.Ordinal)[..^1]));
        Assert.Equal("", UnifiedDiff.Of("a", old, old));
    }

    [Fact]
    public void ADiff_AppliedToTheOldText_YieldsTheNew() =>
        Gen.Select(Gen.OneOf(Gen.Const("a\n"), Gen.Const("b\n"), Gen.Const("c\n")).Array[0, 30], Gen.OneOf(Gen.Const("a\n"), Gen.Const("b\n"), Gen.Const("c\n")).Array[0, 30]).Sample((a, b) =>
        {
            var (before, after) = (string.Concat(a), string.Concat(b));
            Assert.Equal(after, Patched(before, UnifiedDiff.Of("f", before, after)));
        });

    private static string Patched(string before, string diff)
    {
        var lines = before.Split('\n')[..^1];
        var (result, at) = (new List<string>(), 0);
        foreach (var line in diff.Split('\n').Skip(2).Where(l => l.Length > 0))
        {
            if (line.StartsWith("@@ -", StringComparison.Ordinal))
            {
                var range = line[4..line.IndexOf(' ', 4)].Split(',').Select(int.Parse).ToArray();
                for (var start = range[1] == 0 ? range[0] : range[0] - 1; at < start; at++) result.Add(lines[at]);
                continue;
            }

            if (line[0] != '+') Assert.Equal(lines[at++], line[1..]);
            if (line[0] != '-') result.Add(line[1..]);
        }

        return string.Concat(result.Concat(lines.Skip(at)).Select(l => l + "\n"));
    }
}
