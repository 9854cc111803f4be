using McpIac.Compiler.Documents;
using McpIac.Compiler.Scripts;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Settings;

/// <summary>Finds and reads <c>mciacc.yaml</c>, and files of parameters' values.</summary>
public static class SettingsFile
{
    private const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>The nearest <c>mciacc.yaml</c> from a folder upwards; null when there is none.</summary>
    public static string? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Path.Combine(at.FullName, ProjectSettings.FileName) is var file && File.Exists(file)) return file;
        }

        return null;
    }

    /// <summary>The settings of programs in a folder; with errors they are what could be read.</summary>
    public static (ProjectSettings Settings, IReadOnlyList<Diagnostic> Diagnostics) Load(string folder)
    {
        if (Find(folder) is not { } file) return (ProjectSettings.None, []);
        var (text, problem) = ScriptText.Read(file, MaxBytes);
        return text is null ? (ProjectSettings.None, problem is null ? [] : [problem]) : Read(file, text);
    }

    /// <summary>The same of a text.</summary>
    internal static (ProjectSettings Settings, IReadOnlyList<Diagnostic> Diagnostics) Read(string file, string text)
    {
        var findings = new Findings();
        var documents = YamlReader.Read(new SourceText(file, text), findings);
        var settings = documents is [{ Kind: not DatumKind.Null } document, ..] ? new SettingsReader(file, findings).Read(document) : ProjectSettings.None with { File = file };
        if (documents.Count > 1) findings.Add(SettingsProblems.SecondDocument(documents[1].Span.FirstLine));
        return (settings, [.. findings]);
    }

    /// <summary>A YAML or JSON file that holds a map of parameters' values.</summary>
    public static (IReadOnlyDictionary<string, GivenParameter> Parameters, IReadOnlyList<Diagnostic> Diagnostics) Parameters(string file)
    {
        var (text, problem) = ScriptText.Read(file, MaxBytes);
        if (text is null) return (new Dictionary<string, GivenParameter>(), problem is null ? [] : [problem]);
        var findings = new Findings();
        var source = new SourceText(file, text);
        var documents = Path.GetExtension(file).Equals(".json", StringComparison.OrdinalIgnoreCase) ? JsonReader.Read(source, findings) is { } json ? [json] : [] : YamlReader.Read(source, findings);
        var read = new Dictionary<string, GivenParameter>(StringComparer.Ordinal);
        foreach (var document in documents.Where(d => d.Kind != DatumKind.Null))
        {
            if (document.Kind != DatumKind.Map) findings.Add(DocumentProblems.WrongKind("A file of parameters", "a map", document));
            foreach (var member in document.Members) read[member.Key] = SettingsReader.Given(member.Value, Path.GetFileName(file), isAsked: true);
        }

        return (read, [.. findings]);
    }
}
