using McpIac.Compiler.Caching;
using McpIac.Compiler.Children;
using McpIac.Compiler.Processes;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Scripts;
using McpIac.Compiler.Sources;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Projects;

/// <summary>A <c>.csproj</c> → what it declares: from the cache, or built by the SDK and run.</summary>
internal sealed class ProjectFrontEnd(CompileRequest request, Catalog catalog, Scratch scratch, CancellationToken cancellation)
{
    // A first build restores packages.
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(10);

    private readonly CacheFolder programs = new(Path.Combine(request.CacheDirectory, "programs"));
    private readonly string folder = Path.GetDirectoryName(request.ProgramPath) ?? ".";

    public async Task<DeclaredProgram> LoadAsync()
    {
        var cache = new ProgramCache(programs, request.ProgramPath, catalog);
        var inputs = ProjectInputs.Of(request.ProgramPath);
        var kept = request.NoCache || inputs is null ? null : cache.Find(inputs);
        if (kept is { Deployment: { } deployment } && kept.IsOf(request.Parameters)) return new DeclaredProgram(deployment, kept.Map, [.. kept.Diagnostics, .. kept.RunDiagnostics], FromCache: true);
        if (kept is { References: [var built] } && IsStill(built, kept.AssemblyHash)) return await RunAsync(kept, built, kept.IsRepeatable ? cache : null);
        return await BuildAsync(cache, inputs);
    }

    private async Task<DeclaredProgram> BuildAsync(ProgramCache cache, IReadOnlySet<string>? inputs)
    {
        var run = ToolProcess.Run("dotnet", ["build", request.ProgramPath, "-nologo", "-v", "q", "-t:Build", "-p:ErrorEndLocation=true", "-getProperty:TargetPath"], folder, BuildLimit, cancellation);
        if (run.Problem is { } problem) return DeclaredProgram.Failed(ProgramProblems.ProjectNotBuilt(request.ProgramPath, problem));
        var diagnostics = BuildOutput.Diagnostics(run.Output + "\n" + run.Errors, request.ProgramPath);
        var target = run.Output.Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && Path.IsPathRooted(l));
        if (run.ExitCode != 0 || target is null || !File.Exists(target))
        {
            return diagnostics.Any(d => d.Severity == Severity.Error) ? DeclaredProgram.Failed(diagnostics)
                : DeclaredProgram.Failed([.. diagnostics, ProgramProblems.ProjectNotBuilt(request.ProgramPath, run.ExitCode == 0 ? "it has no assembly" : run.Output + run.Errors)]);
        }

        var assembly = await File.ReadAllBytesAsync(target, cancellation);
        var map = SourceMapBuilder.Build(inputs ?? new HashSet<string>(), cancellation);
        var entry = cache.Entry(inputs ?? new HashSet<string>(), CacheFolder.Hash(assembly)) with { References = [target], Map = map, Diagnostics = diagnostics, IsRepeatable = Repeatability.Holds(assembly) };
        if (inputs is null) return await RunAsync(entry, target, null);
        cache.Keep(entry);
        return await RunAsync(entry, target, entry.IsRepeatable ? cache : null);
    }

    /// <param name="cache">Where the result may be kept; null when the program must run each time.</param>
    private async Task<DeclaredProgram> RunAsync(CachedProgram entry, string assembly, ProgramCache? cache)
    {
        var task = new ChildTask(assembly, [], null, scratch.FileOf("result.json"), request.DefaultName) { Parameters = request.Parameters };
        var runner = new ProgramRunner(new ProgramProcess(request.ChildCommand, folder, request.TimeLimit), request.ProgramPath, scratch, null);
        var result = await runner.RunAsync(task, cancellation);
        IReadOnlyList<Diagnostic> diagnostics = [.. entry.Diagnostics, .. result.Diagnostics];
        if (result.Deployment is { } deployment) cache?.Keep(entry.With(deployment, request.Parameters, result.Diagnostics));
        return new DeclaredProgram(result.Deployment, entry.Map, diagnostics);
    }

    private static bool IsStill(string assembly, string hash) => File.Exists(assembly) && CacheFolder.Hash(File.ReadAllBytes(assembly)) == hash;
}
