using System.Text.RegularExpressions;

namespace McpIac.Architecture.Tests;

/// <summary>What the house style says and a machine can check.</summary>
public sealed partial class SourceStyleTests
{
    [Fact]
    public void NoFile_IsLongerThanFiveHundredLines() =>
        Assert.All(Repository.Sources, f => Assert.True(File.ReadLines(f).Count() <= 500, Repository.Relative(f)));

    [Fact]
    public void NoFolder_IsNamedForAKind()
    {
        string[] kinds = ["Common", "Utils", "Util", "Helpers", "Helper", "Extensions", "Models", "Misc", "Shared"];
        Assert.All(Repository.Sources.Select(Repository.Relative), f => Assert.False(f.Split('/').Intersect(kinds).Any(), f));
    }

    [Fact]
    public void NoSource_SleepsOrIsUnfinished()
    {
        string[] words = ["Thread.Sleep", "NotImplementedException", "TODO", "FIXME", "#pragma warning disable", "#region"];
        var offences = Repository.Sources.Concat(Repository.Files("tests", "*.cs").Where(f => !f.EndsWith(nameof(SourceStyleTests) + ".cs", StringComparison.Ordinal)))
            .SelectMany(f => words.Where(File.ReadAllText(f).Contains).Select(w => $"{Repository.Relative(f)}: {w}"));
        Assert.Empty(offences);
    }

    [Fact]
    public void EachFile_IsNamedForTheTypeInIt()
    {
        // A file may hold a family of small records; then one of them has its name, or the file is a part of a partial type (X.Part.cs).
        var offences = Repository.Sources.Where(f => Path.GetFileName(f) is not ("Program.cs" or "AssemblyInfo.cs"))
            .Where(f => Protocol(f) is false && !TypeName().Matches(File.ReadAllText(f)).Any(m => m.Groups[1].Value == Path.GetFileName(f).Split('.')[0]));
        Assert.Empty(offences.Select(Repository.Relative));
    }

    private static bool Protocol(string file) => Repository.Relative(file).StartsWith("src/McpIac.Schemas/IsExternalInit", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?: struct| class)?|delegate \w+)\s+(\w+)")]
    private static partial Regex TypeName();
}
