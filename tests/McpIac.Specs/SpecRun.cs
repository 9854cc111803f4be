using McpIac.Compiler.Conversion;
using McpIac.Compiler.Programs;

namespace McpIac.Specs;

/// <summary>Compiles the programs of a case as the tool would, against the repository's snapshots.</summary>
internal sealed class SpecRun(SpecCase spec) : IDisposable
{
    // Bindings of one catalog are the same for every case; programs are apart by their paths.
    private static readonly string Cache = Directory.CreateTempSubdirectory("mciacc-specs-cache-").FullName;
    private static readonly string[] Child = ["dotnet", Path.Combine(AppContext.BaseDirectory, "McpIac.Compiler.Tests.Child.dll")];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mciacc-specs-");

    public Task<CompileResult> CompileAsync(string language, string text) => ProgramCompiler.CompileAsync(Request(language, text), TestContext.Current.CancellationToken);

    /// <summary>Writes a program in another language; what it writes was found to mean the same.</summary>
    public Task<ConversionResult> ConvertAsync(string language, string text, ProgramForm to) => ProgramConverter.ConvertAsync(Request(language, text), to, TestContext.Current.CancellationToken);

    private CompileRequest Request(string language, string text)
    {
        // The deployment's name is its folder's: the same for all.
        var project = folder.CreateSubdirectory("spec");
        foreach (var file in spec.Files) File.WriteAllText(Path.Combine(project.FullName, file.Key), file.Value);
        var path = Path.Combine(project.FullName, "infra." + (language.Split(' ')[0] is "csharp" ? "csx" : language.Split(' ')[0]));
        File.WriteAllText(path, text);
        return new CompileRequest(path, Path.Combine(Repository.Root, "schemas"), Cache, Child, TimeSpan.FromSeconds(60));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
