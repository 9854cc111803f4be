using McpIac.Compiler.Bindings;
using McpIac.Compiler.Caching;
using McpIac.Compiler.Children;
using McpIac.Compiler.Packages;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Scripts;

/// <summary>A <c>.csx</c> → what it declares: from the cache, or compiled and run.</summary>
internal sealed class ScriptFrontEnd(CompileRequest request, Catalog catalog, Scratch scratch, CancellationToken cancellation)
{
    private readonly CacheFolder programs = new(Path.Combine(request.CacheDirectory, "programs"));
    private readonly CacheFolder bindingsFolder = new(Path.Combine(request.CacheDirectory, "bindings"));
    private readonly string folder = Path.GetDirectoryName(request.ProgramPath) ?? ".";

    public async Task<DeclaredProgram> LoadAsync()
    {
        var cache = new ProgramCache(programs, request.ProgramPath, catalog);
        var kept = request.NoCache ? null : cache.Find();
        if (kept is { Deployment: { } deployment } && kept.IsOf(request.Parameters)) return new DeclaredProgram(deployment, kept.Map, [.. kept.Diagnostics, .. kept.RunDiagnostics], FromCache: true);
        if (kept is not null && cache.Assembly(kept) is { } assembly) return await RunAsync(kept, assembly, kept.IsRepeatable ? cache : null);
        return await CompileAsync(cache);
    }

    private async Task<DeclaredProgram> CompileAsync(ProgramCache cache)
    {
        var (text, problem) = ScriptText.Read(request.ProgramPath);
        if (text is null) return DeclaredProgram.Failed(problem is null ? [] : [problem]);
        var bindings = BindingsCache.Get(catalog, bindingsFolder, scratch, cancellation);
        var compiled = ScriptCompiler.Compile(request.ProgramPath, text, bindings.Path, Packages(), cancellation);
        IReadOnlyList<Diagnostic> diagnostics = [.. bindings.Diagnostics, .. compiled.Diagnostics];
        if (compiled.Assembly is not { } assembly) return new DeclaredProgram(null, compiled.Map, diagnostics);

        var path = cache.KeepAssembly(assembly) ?? Put(assembly);
        var entry = cache.Entry(compiled.Inputs, CacheFolder.Hash(assembly)) with { References = compiled.References, Map = compiled.Map, Diagnostics = diagnostics, IsRepeatable = Repeatability.Holds(assembly) };
        cache.Keep(entry);
        return await RunAsync(entry, path, entry.IsRepeatable ? cache : null);
    }

    /// <param name="cache">Where the result may be kept; null when the program must run each time.</param>
    private async Task<DeclaredProgram> RunAsync(CachedProgram entry, string assembly, ProgramCache? cache)
    {
        var bindings = BindingsCache.Get(catalog, bindingsFolder, scratch, cancellation).Path;
        var task = new ChildTask(assembly, [.. entry.References, bindings], bindings, scratch.FileOf("result.json"), request.DefaultName) { Parameters = request.Parameters };
        var runner = new ProgramRunner(new ProgramProcess(request.ChildCommand, folder, request.TimeLimit), request.ProgramPath, scratch, () => Instrumented(bindings));
        var result = await runner.RunAsync(task, cancellation);
        IReadOnlyList<Diagnostic> diagnostics = [.. entry.Diagnostics, .. result.Diagnostics];
        if (result.Deployment is { } deployment) cache?.Keep(entry.With(deployment, request.Parameters, result.Diagnostics));
        return new DeclaredProgram(result.Deployment, entry.Map, diagnostics);
    }

    private (byte[]? Assembly, IReadOnlyList<string> Files) Instrumented(string bindings) =>
        ScriptText.Read(request.ProgramPath).Text is { } text
            ? ScriptCompiler.CompileInstrumented(request.ProgramPath, text, bindings, Packages(), cancellation)
            : (null, []);

    private PackageResolver Packages() => new(new CacheFolder(Path.Combine(request.CacheDirectory, "packages")), scratch, folder, cancellation);

    private string Put(byte[] assembly)
    {
        var path = scratch.FileOf("program.dll");
        File.WriteAllBytes(path, assembly);
        return path;
    }
}
