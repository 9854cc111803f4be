using System.Text;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Tests.Binding;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Tests.Programs;

/// <summary>A program with its snapshots in a temporary folder, compiled as the tool would.</summary>
internal sealed class ProgramFolder : IDisposable
{
    // Bindings of one catalog are the same for every test; programs are apart by their paths.
    private static readonly string SharedCache = Directory.CreateTempSubdirectory("mciacc-tests-cache-").FullName;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mciacc-tests-");

    public ProgramFolder()
    {
        Put("schemas/net.mcp.json", NetworkCatalog.Json);
        Cache = SharedCache;
    }

    public static IReadOnlyList<string> Child { get; } = ["dotnet", Path.Combine(AppContext.BaseDirectory, "McpIac.Compiler.Tests.Child.dll")];

    public string Root => folder.FullName;

    public string Cache { get; set; }

    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(60);

    public bool NoCache { get; set; }

    /// <summary>As of <c>--set</c>.</summary>
    public IReadOnlyDictionary<string, GivenParameter> Parameters { get; set; } = new Dictionary<string, GivenParameter>();

    public string Put(string name, string content) => Put(name, Encoding.UTF8.GetBytes(content));

    public string Put(string name, byte[] content)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public Task<CompileResult> CompileAsync(string program = "infra.csx", IReadOnlyList<string>? child = null) => ProgramCompiler.CompileAsync(
        new CompileRequest(Path.Combine(Root, program), Path.Combine(Root, "schemas"), Cache, child ?? Child, TimeLimit, NoCache) { Parameters = Parameters }, TestContext.Current.CancellationToken);

    /// <summary>The diagnostics of a script, a line each: <c>file:line:column-endColumn severity ID message remedy</c>.</summary>
    public static async Task<string> DiagnosticsOf(string script)
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", script);
        return program.Lines(await program.CompileAsync());
    }

    public string Lines(CompileResult result) => string.Join('\n', result.Diagnostics.Select(Line));

    public void Dispose() => folder.Delete(recursive: true);

    private string Line(Diagnostic d)
    {
        var place = d.Place is not { } p ? "" : Path.GetRelativePath(Root, p.File).Replace('\\', '/')
            + (p.Line == 0 ? " " : p.Column == 0 ? $":{p.Line} " : p.EndColumn == 0 ? $":{p.Line}:{p.Column} " : $":{p.Line}:{p.Column}-{(p.EndLine == p.Line ? "" : p.EndLine + ":")}{p.EndColumn} ");
        return $"{place}{d.Severity.ToString().ToLowerInvariant()} {d.Id} {d.Message}{(d.Remedy is null ? "" : " " + d.Remedy)}";
    }
}
