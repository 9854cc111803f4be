using McpIac.Compiler.Bindings;
using McpIac.Compiler.Caching;
using McpIac.Compiler.Children;
using McpIac.Compiler.Packages;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Sources;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Scripts;

/// <summary>A <c>.csx</c> → what it declares: from the cache, or compiled and run.</summary>
internal sealed class ScriptFrontEnd(CompileRequest request, Catalog catalog, Scratch scratch, CancellationToken cancellation)
{
    private readonly CacheFolder bindingsFolder = new(Path.Combine(request.CacheDirectory, "bindings"));
    private readonly string folder = Path.GetDirectoryName(request.ProgramPath) ?? ".";

    private readonly ProgramCache cache = new(new CacheFolder(Path.Combine(request.CacheDirectory, "programs")), request.ProgramPath, catalog);

    public async Task<DeclaredProgram> LoadAsync()
    {
        var kept = Kept();
        if (kept is { Deployment: { } deployment } && kept.IsOf(request.Parameters)) return new DeclaredProgram(deployment, kept.Map, [.. kept.Diagnostics, .. kept.RunDiagnostics], FromCache: true) { Inputs = deployment.Uses.Count == 0 ? [.. kept.Inputs.Select(i => i.Key)] : null };
        var built = Build(kept);
        return built is { Entry: { } entry, Assembly: { } assembly } ? await RunAsync(entry, assembly) : new DeclaredProgram(null, built.Map, built.Diagnostics);
    }

    /// <summary>Compiles it, unless it was with all that it is made from as it is.</summary>
    public BuiltScript Build() => Build(Kept());

    /// <summary>Does what the task asks for of the compiled script.</summary>
    /// <param name="result">The name of the result's file.</param>
    /// <param name="runFolder">The working directory.</param>
    public Task<ChildResult> RunAsync(CachedProgram entry, string assembly, string result, string runFolder, Func<ChildTask, ChildTask> asked)
    {
        var bindings = BindingsCache.Get(catalog, bindingsFolder, scratch, cancellation).Path;
        var task = asked(new ChildTask(assembly, [.. entry.References, bindings], bindings, scratch.FileOf(result), request.DefaultName));
        return new ProgramRunner(new ProgramProcess(request.ChildCommand, runFolder, request.TimeLimit), request.ProgramPath, scratch, () => Instrumented(bindings)).RunAsync(task, cancellation);
    }

    private CachedProgram? Kept() => request.NoCache ? null : cache.Find();

    private BuiltScript Build(CachedProgram? kept) => kept is not null && cache.Assembly(kept) is { } assembly ? new BuiltScript(kept, assembly, kept.Map, kept.Diagnostics) : Compile();

    private BuiltScript Compile()
    {
        var (text, problem) = ScriptText.Read(request.ProgramPath);
        if (text is null) return new BuiltScript(null, null, SourceMap.Empty, problem is null ? [] : [problem]);
        var bindings = BindingsCache.Get(catalog, bindingsFolder, scratch, cancellation);
        var compiled = ScriptCompiler.Compile(request.ProgramPath, text, bindings.Path, Packages(), cancellation);
        IReadOnlyList<Diagnostic> diagnostics = [.. bindings.Diagnostics, .. compiled.Diagnostics];
        if (compiled.Assembly is not { } assembly) return new BuiltScript(null, null, compiled.Map, diagnostics);

        var path = cache.KeepAssembly(assembly) ?? Put(assembly);
        var entry = cache.Entry(compiled.Inputs, CacheFolder.Hash(assembly)) with { References = compiled.References, Map = compiled.Map, Diagnostics = diagnostics, IsRepeatable = Repeatability.Holds(assembly) };
        cache.Keep(entry);
        return new BuiltScript(entry, path, entry.Map, diagnostics);
    }

    private async Task<DeclaredProgram> RunAsync(CachedProgram entry, string assembly)
    {
        var result = await RunAsync(entry, assembly, "result.json", folder, task => task with { Parameters = request.Parameters });
        IReadOnlyList<Diagnostic> diagnostics = [.. entry.Diagnostics, .. result.Diagnostics];
        if (result.Deployment is { } deployment && entry.IsRepeatable) cache.Keep(entry.With(deployment, request.Parameters, result.Diagnostics));
        return new DeclaredProgram(result.Deployment, entry.Map, diagnostics);
    }

    private (byte[]? Assembly, IReadOnlyList<string> Files) Instrumented(string bindings) =>
        ScriptText.Read(request.ProgramPath).Text is { } text
            ? ScriptCompiler.CompileInstrumented(request.ProgramPath, text, bindings, Packages(), cancellation)
            : (null, []);

    private PackageResolver Packages() => new(new CacheFolder(Path.Combine(request.CacheDirectory, "packages")), scratch, folder, cancellation);

    private string Put(byte[] assembly)
    {
        var path = scratch.FileOf($"{CacheFolder.Hash(request.ProgramPath)}.dll");
        File.WriteAllBytes(path, assembly);
        return path;
    }
}
