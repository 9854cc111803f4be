using McpIac.Cli.Rendering;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Tests.Rendering;

public sealed class DiagnosticViewTests
{
    private static string Text(Diagnostic diagnostic, string? source) => Plans.Text(DiagnosticView.Of(diagnostic, (_, _) => source));

    [Fact]
    public void Diagnostic_WithARange_IsUnderlined() =>
        Assert.Equal("""
            infra.csx(12,11): error MCI2004: The tag is no whole number.
               12 |     Tag = "x",
                  |           ^^^
              help: Write a whole number.
            """, Text(Diagnostic.Error("MCI2004", "The tag is no whole number.", new SourcePlace(Path.GetFullPath("infra.csx"), 12, 11, 12, 14), "Write a whole number."),
                "    Tag = \"x\","));

    [Fact]
    public void Diagnostic_WithALineOnly_ShowsTheLine() =>
        Assert.Equal("""
            infra.csx(3): warning MCI2004: It has no column.
                3 | var x = 1;
            """, Text(Diagnostic.Warning("MCI2004", "It has no column.", new SourcePlace(Path.GetFullPath("infra.csx"), 3)), "var x = 1;"));

    [Fact]
    public void Diagnostic_WithoutAPlace_IsOneLine() => Assert.Equal("error MCI5004: The state is in use.", Text(Diagnostic.Error("MCI5004", "The state is in use."), null));

    [Fact]
    public void Tabs_AndWideCharacters_KeepTheUnderlineInPlace() =>
        Assert.Equal("""
            infra.csx(1,7): error MCI2004: Wrong.
                1 |  "日本" x
                  |         ^
            """, Text(Diagnostic.Error("MCI2004", "Wrong.", new SourcePlace(Path.GetFullPath("infra.csx"), 1, 7, 1, 8)), "\t\"日本\" x"));

    [Fact]
    public void RangeOverLines_IsUnderlinedToTheLinesEnd() =>
        Assert.Equal("""
            infra.csx(1,5): error MCI2004: Wrong.
                1 | a = $@"one
                  |     ^^^^^^
            """, Text(Diagnostic.Error("MCI2004", "Wrong.", new SourcePlace(Path.GetFullPath("infra.csx"), 1, 5, 3, 2)), "a = $@\"one"));

    [Fact]
    public void LongLine_IsShownAroundTheOffence()
    {
        var lines = Text(Diagnostic.Error("MCI2004", "Wrong.", new SourcePlace(Path.GetFullPath("infra.csx"), 1, 501, 1, 504)), new string('a', 500) + "xyz" + new string('b', 500)).Split('\n');
        Assert.True(lines[1].Length < 160);
        Assert.Equal("xyz", lines[1].Substring(lines[2].IndexOf('^', StringComparison.Ordinal), lines[2].Count(c => c == '^')));
    }

    [Fact]
    public void PlaceOutsideItsLine_IsShownWithoutFailing() =>
        Assert.Equal("""
            infra.csx(1,90): error MCI2004: Wrong.
                1 | ab
                  |   ^
            """, Text(Diagnostic.Error("MCI2004", "Wrong.", new SourcePlace(Path.GetFullPath("infra.csx"), 1, 90, 1, 95)), "ab"));

    [Fact]
    public void Counts_AreInWords()
    {
        Assert.Null(DiagnosticView.Count([]));
        Assert.Equal("1 error, 2 warnings", DiagnosticView.Count([Diagnostic.Error("MCI2004", ""), Diagnostic.Warning("MCI2004", ""), Diagnostic.Warning("MCI2004", "")]));
    }
}
