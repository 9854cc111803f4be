using McpIac.Compiler.Programs;
using McpIac.Compiler.Scripts;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>A <c>.yaml</c> or <c>.json</c> → what it declares. Nothing is compiled or run.</summary>
internal static class DocumentFrontEnd
{
    public const long MaxBytes = 64 * 1024 * 1024;

    public static bool Reads(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" or ".json";

    public static DeclaredProgram Load(CompileRequest request)
    {
        var path = request.ProgramPath;
        var (text, problem) = ScriptText.Read(path, MaxBytes);
        if (text is null) return DeclaredProgram.Failed(problem is null ? [] : [problem]);
        var files = DocumentFiles.OfDisk;
        var program = Read(new SourceText(path, text), request.DefaultName, request.Parameters, files, request.ParametersApart);
        return program with { Inputs = program.Deployment is { Uses.Count: 0 } ? [path, .. files.Paths] : null };
    }

    /// <summary>The same of a text; its file's name says whether it is JSON.</summary>
    /// <param name="files">The files it may import.</param>
    /// <param name="apart">Which parameters stay externals.</param>
    public static DeclaredProgram Read(SourceText source, string fallback, IReadOnlyDictionary<string, GivenParameter> parameters, DocumentFiles files, ParametersApart apart = ParametersApart.None)
    {
        var findings = new Findings();
        var documents = Documents(source, findings);

        // What isn't read would be missed everywhere.
        if (findings.Any(f => f.Id is "MCI1201" or "MCI1207")) return DeclaredProgram.Failed([.. findings]);
        return new DeploymentReader(files, findings, apart).Read(documents, fallback, parameters);
    }

    /// <summary>The documents of a text; one that isn't even YAML or JSON has none, which is reported.</summary>
    public static IReadOnlyList<DocumentNode> Documents(SourceText source, Findings findings) =>
        IsJson(source.File) ? JsonReader.Read(source, findings) is { } document ? [document] : [] : [.. YamlReader.Read(source, findings)];

    private static bool IsJson(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
}
