using System.Text;
using McpIac.Compiler.Caching;
using McpIac.Compiler.Children;
using McpIac.Compiler.Documents;
using McpIac.Compiler.Programs;
using McpIac.Compiler.Scripts;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Components;

/// <summary>Components that are classes of scripts, for those who aren't C#: compiled and made in a process, as a program is, and kept as a program's result is.</summary>
internal sealed class ScriptComponents(CompileRequest request, Catalog catalog, Findings findings, CancellationToken cancellation) : IDisposable
{
    // A file for each script and each question about it; old ones are of programs that changed.
    private const int MostKept = 200;

    private readonly CacheFolder cache = new(Path.Combine(request.CacheDirectory, "components"));
    private readonly Dictionary<string, ScriptClasses?> scripts = new(StringComparer.Ordinal);
    private Scratch? scratch;
    private int asked;

    /// <summary>The classes of a script; null when it can't be compiled, which is reported.</summary>
    public async Task<ScriptClasses?> LoadAsync(string path)
    {
        if (scripts.TryGetValue(path, out var known)) return known;
        scripts[path] = null;
        if (OpenScratch() is not { } folder) return null;
        var script = new ScriptFrontEnd(request with { ProgramPath = path }, catalog, folder, cancellation);
        var built = script.Build();
        foreach (var problem in built.Diagnostics) findings.Add(problem);
        if (built is not { Entry: { } entry, Assembly: { } assembly }) return null;
        var answer = await AskAsync(script, entry, assembly, request.DefaultName, [], CacheFolder.Hash(path), isKept: true);
        return answer is null ? null : scripts[path] = new ScriptClasses(path, script, entry, assembly, answer.Classes);
    }

    /// <summary>What each use declares, as if it stood alone in the deployment, with the outputs that it reads as the last of its outputs; null when the classes fail, which is reported.</summary>
    public async Task<IReadOnlyList<DeclaredDeployment>?> MakeAsync(ScriptClasses script, IReadOnlyList<DeclaredUse> uses, string deployment)
    {
        // Places would only make a result of a document that moved another one.
        DeclaredUse[] bare = [.. uses.Select(u => u with { Inputs = [.. u.Inputs.Select(i => i with { Place = null })], Reads = [.. u.Reads.Select(r => r with { Place = null })], DependsOn = [], Options = [], Around = [[]], Place = null })];
        var name = CacheFolder.Hash(script.Path, request.ProgramPath, asked++.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return (await AskAsync(script.FrontEnd, script.Entry, script.Assembly, deployment, bare, name, script.Entry.IsRepeatable))?.Made;
    }

    public void Dispose() => scratch?.Dispose();

    private async Task<ComponentResult?> AskAsync(ScriptFrontEnd script, CachedProgram entry, string assembly, string deployment, IReadOnlyList<DeclaredUse> uses, string name, bool isKept)
    {
        var written = DatumWriter.Write(new ComponentTask(uses).ToDatum(), sortKeys: false);
        var key = CacheFolder.Hash(entry.Key, entry.AssemblyHash, deployment, written);
        if (isKept && !request.NoCache && Kept(name, key) is { } kept) return Reported(kept);
        if (OpenScratch() is not { } folder) return null;
        var file = folder.FileOf($"{name}.uses.json");
        await File.WriteAllTextAsync(file, written, cancellation);
        var result = await script.RunAsync(entry, assembly, $"{name}.result.json", Path.GetDirectoryName(request.ProgramPath) ?? ".", task => task with { UsesFile = file, DefaultName = deployment });
        if (isKept && result.Components is not null) Keep(name, key, result);
        return Reported(result);
    }

    private ComponentResult? Reported(ChildResult result)
    {
        foreach (var problem in result.Diagnostics) findings.Add(problem);
        return result.Components;
    }

    private ChildResult? Kept(string name, string key) =>
        cache.Read(name + ".json") is { } bytes && DatumReader.Read(Encoding.UTF8.GetString(bytes)).Value is { } kept && kept["key"]?.AsText() == key ? ChildResult.FromDatum(kept["result"]) : null;

    private void Keep(string name, string key, ChildResult result)
    {
        cache.Write(name + ".json", Encoding.UTF8.GetBytes(DatumWriter.Write(Datum.MapOf([new("key", Datum.Of(key)), new("result", result.ToDatum())]), sortKeys: false)));
        cache.Trim("*.json", MostKept);
    }

    private Scratch? OpenScratch()
    {
        if (scratch is not null) return scratch;
        (scratch, var problem) = Scratch.Create();
        if (scratch is null) findings.Add(ProgramProblems.NoScratch(problem ?? ""));
        return scratch;
    }
}
