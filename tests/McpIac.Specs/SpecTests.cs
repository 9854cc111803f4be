using McpIac.Compiler.Conversion;
using McpIac.Compiler.Programs;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Specs;

/// <summary>Whatever a program is written in, it means the same: the same bytes, or the same mistakes at its own places.</summary>
public sealed class SpecTests
{
    private static readonly Dictionary<string, SpecCase> Cases = Directory.GetFiles(Path.Combine(Repository.Root, "tests", "McpIac.Specs"), "*.md", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).SelectMany(SpecCase.Of).ToDictionary(c => c.Title);

    public static TheoryData<string> Sound => [.. Cases.Values.Where(c => !c.Expected.ContainsKey("diagnostics")).Select(c => c.Title)];

    public static TheoryData<string> Mistaken => [.. Cases.Values.Where(c => c.Expected.ContainsKey("diagnostics")).Select(c => c.Title)];

    [Theory, MemberData(nameof(Sound))]
    public async Task SoundProgram_MeansTheSameInEveryLanguage(string title)
    {
        var spec = Cases[title];
        var written = new Dictionary<string, string>();
        using var run = new SpecRun(spec);
        foreach (var (language, text) in spec.Programs)
        {
            var result = await run.CompileAsync(language, text);
            Assert.True(result.Deployment is not null, $"{language}\n{string.Join('\n', result.Diagnostics)}");
            Assert.Equal([], result.Diagnostics.Select(d => $"{language} {d}"));
            written.Add(language, DatumWriter.Write(BoundDeploymentJson.Write(result.Deployment), sortKeys: false, indent: true));
        }

        Assert.All(written, w => Assert.Equal(written.First().Value, w.Value));
        if (spec.Expected.GetValueOrDefault("deployment") is { } expected) Assert.Equal(Compact(expected), Summary(written.First().Value));
    }

    [Theory, MemberData(nameof(Sound))]
    public async Task SoundProgram_IsConvertedIntoTheOtherLanguage(string title)
    {
        var spec = Cases[title];
        using var run = new SpecRun(spec);
        foreach (var (language, text) in spec.Programs.Where(p => p.Key.Split(' ')[0] is "yaml" or "csharp"))
        {
            var result = await run.ConvertAsync(language, text, language.Split(' ')[0] == "yaml" ? ProgramForm.CSharp : ProgramForm.Yaml);

            // What has no counterpart there is said, and nothing is written.
            Assert.True(result.Text is not null || result.Diagnostics.All(d => d.Id == "MCI1290"), $"{language}\n{string.Join('\n', result.Diagnostics)}");
        }
    }

    [Theory, MemberData(nameof(Mistaken))]
    public async Task Mistake_HasTheSameIdInEveryLanguage_AtItsPlace_WithARemedy(string title)
    {
        var spec = Cases[title];
        var expected = spec.Expected["diagnostics"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(e => e.Split(' ', 2)).ToArray();
        var wrong = new List<string>();
        using var run = new SpecRun(spec);
        foreach (var (language, text) in spec.Programs)
        {
            var program = MarkedProgram.Read(text);
            var result = await run.CompileAsync(language, program.Text);
            var asExpected = result.Deployment is null && program.Marks.SequenceEqual(result.Diagnostics.Select(Place)) && expected.Length == result.Diagnostics.Count
                && expected.Zip(result.Diagnostics).All(e => e.Second.Remedy is not null && e.First[0] == e.Second.Id && Words(e.Second).Contains(e.First.ElementAtOrDefault(1) ?? "", StringComparison.OrdinalIgnoreCase));
            if (!asExpected) wrong.Add($"{language}: marks {string.Join(' ', program.Marks)}, and it is\n{string.Join('\n', result.Diagnostics.Select(d => $"  {language} {Place(d)} {d.Id} {Words(d)}"))}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void ThereAreSpecifications() => Assert.True(Mistaken.Count >= 40 && Sound.Count >= 20, $"{Sound.Count} sound, {Mistaken.Count} mistaken");

    [Fact]
    public void EachFunction_HasASpellingInCSharp()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "tests", "McpIac.Specs", "meaning", "functions.md"));
        Assert.All(Functions.Names, f => Assert.Contains($"{f}(", text, StringComparison.Ordinal));
    }

    // Of a resource the properties alone, or the id of what exists, by type and name; and the outputs.
    private static string Summary(string deployment)
    {
        var bound = DatumReader.Read(deployment).Value ?? Datum.EmptyMap;
        var resources = (bound["resources"]?.Items ?? []).Select(r => KeyValuePair.Create($"{r["type"]?.AsText()} {r["name"]?.AsText()}", r["existing"] is { } id ? Datum.MapOf([new("existing", id)]) : r["properties"] ?? Datum.EmptyMap));
        var outputs = (bound["outputs"]?.Items ?? []).Select(o => KeyValuePair.Create($"output {o["name"]?.AsText()}", o["value"] ?? Datum.Null));
        return DatumWriter.Write(Datum.MapOf([.. resources, .. outputs]), sortKeys: false);
    }

    private static string Compact(string json) => DatumWriter.Write(DatumReader.Read(json).Value ?? Datum.Null, sortKeys: false);

    private static string Words(Diagnostic diagnostic) => $"{diagnostic.Message} {diagnostic.Remedy}";

    private static (int, int, int, int) Place(Diagnostic diagnostic) => diagnostic.Place is { } p ? (p.Line, p.Column, p.EndLine, p.EndColumn) : default;
}
