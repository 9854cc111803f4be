using McpIac.Compiler.Programs;

namespace McpIac.Analyzers.Tests.Hosts;

/// <summary>A program as <c>mciacc build</c> checks a script.</summary>
internal static class ScriptHost
{
    // The bindings of all tests are the same, and compiled once.
    private static readonly string Cache = Directory.CreateTempSubdirectory("mciacc-tests-cache-").FullName;

    private static readonly string[] Child = ["dotnet", Path.Combine(AppContext.BaseDirectory, "McpIac.Compiler.Tests.Child.dll")];

    public static async Task<IReadOnlyList<Schemas.Diagnostics.Diagnostic>> Diagnostics(string script, string? baseline = null, string? snapshot = null)
    {
        var folder = Directory.CreateTempSubdirectory("mciacc-tests-");
        try
        {
            var schemas = folder.CreateSubdirectory("schemas").FullName;
            foreach (var file in Directory.GetFiles(Repository.Path("schemas"), "*.mcp.json")) File.Copy(file, Path.Combine(schemas, Path.GetFileName(file)));
            File.WriteAllText(Path.Combine(schemas, "lab.mcp.json"), Bindings.Lab);
            if (snapshot is not null) File.WriteAllText(Path.Combine(schemas, "more.mcp.json"), snapshot);
            if (baseline is not null) File.WriteAllText(Path.Combine(folder.FullName, "infra.mciacc-baseline.json"), baseline);
            var program = Path.Combine(folder.FullName, "infra.csx");
            File.WriteAllText(program, script);
            return (await ProgramCompiler.CompileAsync(new CompileRequest(program, schemas, Cache, Child, TimeSpan.FromSeconds(60)), TestContext.Current.CancellationToken)).Diagnostics;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What is reported under our ids at a place in the source.</summary>
    public static async Task<IReadOnlyList<Place>> Check(string script, string? baseline = null, string? snapshot = null) =>
        [.. (await Diagnostics(script, baseline, snapshot)).Where(d => d.Id.StartsWith("MCI", StringComparison.Ordinal) && d.Place is { Line: > 0 })
            .Select(d => new Place(d.Id, d.Place!.Line, d.Place.Column, d.Place.EndLine, d.Place.EndColumn)).Order()];
}
