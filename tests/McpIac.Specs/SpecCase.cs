using System.Text;

namespace McpIac.Specs;

/// <summary>One section of a specification that has code: what is written, in each language, and what comes of it.</summary>
/// <param name="Title">The section's heading, with its file's before it.</param>
/// <param name="Programs">By language: <c>yaml</c>, <c>json</c>, <c>csharp</c>; with more words behind it where a language has several: <c>csharp of the document</c>.</param>
/// <param name="Files">Files beside the programs, by their names: those of blocks that have one behind the language, <c>yaml tier.yaml</c>.</param>
/// <param name="Expected">By kind: <c>deployment</c>, or <c>diagnostics</c>, a line each.</param>
internal sealed record SpecCase(string Title, IReadOnlyDictionary<string, string> Programs, IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, string> Expected)
{
    private static readonly string[] Languages = ["yaml", "json", "csharp"];

    /// <summary>The cases of a file, in its order. A section is what stands below a heading of any level.</summary>
    public static IEnumerable<SpecCase> Of(string path)
    {
        var (title, language) = ("", (string?)null);
        var blocks = new Dictionary<string, string>();
        var text = new StringBuilder();
        foreach (var line in File.ReadLines(path).Append("# end"))
        {
            if (language is not null && line != "```") text.Append(line).Append('\n');
            else if (language is not null)
            {
                if (!blocks.TryAdd(language, text.ToString())) throw new InvalidDataException($"{path}: the section {title} has two blocks of {language}");
                language = null;
            }
            else if (line.StartsWith("```", StringComparison.Ordinal)) (language, text) = (line[3..], new StringBuilder());
            else if (line.StartsWith('#'))
            {
                if (blocks.Keys.Any(IsProgram)) yield return Case(path, title, blocks);
                (title, blocks) = (line.TrimStart('#', ' '), []);
            }
        }
    }

    private static SpecCase Case(string path, string title, Dictionary<string, string> blocks) => new(
        $"{Path.GetFileNameWithoutExtension(path)}: {title}",
        blocks.Where(b => IsProgram(b.Key)).ToDictionary(b => b.Key, b => b.Value),
        blocks.Where(b => FileOf(b.Key) is not null).ToDictionary(b => FileOf(b.Key)!, b => b.Value),
        blocks.Where(b => !IsProgram(b.Key) && FileOf(b.Key) is null).ToDictionary(b => b.Key, b => b.Value));

    private static bool IsProgram(string block) => Languages.Contains(block.Split(' ')[0]) && FileOf(block) is null;

    private static string? FileOf(string block) => block.Split(' ') is [_, var file] && file.Contains('.') ? file : null;
}
