using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using McpIac.Schemas.Generation;

namespace McpIac.Schemas.Tests.Generation;

public sealed class PatternGeneratorTests
{
    [Theory]
    [InlineData("^vpc-[0-9a-f]{17}$")]
    [InlineData("^db-[A-Z0-9]{26}$")]
    [InlineData(@"^[^:\s]+:[0-9]{1,5}$")]
    [InlineData("^[a-z](-?[a-z0-9]){0,62}$")]
    [InlineData("^(?!sg-)[a-zA-Z0-9 ._-]{1,255}$")]
    [InlineData("^(red|green|blue)$")]
    [InlineData(@"^\d{3}-\w+\.(com|org)$")]
    [InlineData("^(?:a|b)?(?<name>c)+$")]
    [InlineData("^[\\u0041-\\x46]{4}$")]
    [InlineData("^[]x]+$")]
    [InlineData("(^a$)|(^b$)")]
    [InlineData("")]
    public void Text_MatchesItsPattern(string pattern)
    {
        var text = PatternGenerator.Generate(pattern, new Entropy("seed"));

        Assert.NotNull(text);
        Assert.Matches(pattern, text);
    }

    [Theory]
    [InlineData(@"^(a)\1$")]
    [InlineData("^[z-a]$")]
    [InlineData("^(a$")]
    [InlineData("^*a$")]
    [InlineData("^a{2,$")]
    [InlineData("^(?>a)$")]
    [InlineData(@"^\p{L}$")]
    [InlineData("^a$b")]
    public void Pattern_BeyondTheSubset_YieldsNothing(string pattern) => Assert.Null(PatternGenerator.Generate(pattern, new Entropy("seed")));

    [Fact]
    public void Pattern_WithHugeNestedCounts_EndsWithoutFillingTheMemory() =>
        Assert.Null(PatternGenerator.Generate("^((((a{4000}){4000}){4000}){4000})$", new Entropy("seed")));

    [Fact]
    public void Pattern_ThatBacktracksForEver_EndsInTime() =>
        _ = PatternGenerator.Generate("^(([a-z])+.)+[A-Z]([a-z])+$(?=x)", new Entropy("seed"));

    [Fact]
    public void EveryPatternOfTheCommittedSnapshots_CanBeGenerated()
    {
        var patterns = Repository.SnapshotFiles().SelectMany(f => Patterns(JsonDocument.Parse(File.ReadAllText(f)).RootElement)).Distinct().ToArray();

        Assert.NotEmpty(patterns);
        Gen.String.Sample(seed => Assert.All(patterns, p => Assert.True(Regex.IsMatch(PatternGenerator.Generate(p, new Entropy(seed)) ?? "\0 nothing", p), p)), iter: 20);
    }

    private static IEnumerable<string> Patterns(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => m.NameEquals("pattern") && m.Value.ValueKind == JsonValueKind.String
            ? [m.Value.GetString()!]
            : Patterns(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Patterns),
        _ => [],
    };
}
