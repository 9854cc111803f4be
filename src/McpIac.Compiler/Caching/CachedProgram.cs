using McpIac.Compiler.Programs;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Caching;

/// <summary>A program as the cache keeps it.</summary>
/// <param name="Key">The tool and the snapshots it was made with.</param>
/// <param name="Inputs">Every file it was made from, with its hash; empty text for one that didn't exist.</param>
/// <param name="AssemblyHash">Of the compiled assembly kept beside.</param>
/// <param name="Diagnostics">Those of compiling it; with a deployment those of running it too.</param>
/// <param name="Deployment">What it declared; null when it must run each time, because its result depends on more than its inputs.</param>
internal sealed record CachedProgram(
    string Key, IReadOnlyList<KeyValuePair<string, string>> Inputs, string AssemblyHash, IReadOnlyList<string> References,
    SourceMap Map, IReadOnlyList<Diagnostic> Diagnostics, DeclaredDeployment? Deployment)
{
    public Datum ToDatum() => Datum.MapOf(
    [
        new("key", Datum.Of(Key)),
        new("inputs", Datum.MapOf(Inputs.Select(i => KeyValuePair.Create(i.Key, Datum.Of(i.Value))))),
        new("assembly", Datum.Of(AssemblyHash)),
        new("references", Datum.ListOf(References.Select(Datum.Of))),
        new("map", SourceMapJson.Write(Map)),
        new("diagnostics", DiagnosticJson.Write(Diagnostics)),
        new("deployment", Deployment is null ? Datum.Null : DeploymentJson.Write(Deployment)),
    ]);

    /// <summary>The entry, or null when the datum is none or a damaged one.</summary>
    public static CachedProgram? FromDatum(Datum? datum)
    {
        if (datum?["key"]?.AsText() is not { } key || datum["assembly"]?.AsText() is not { } assembly || datum["inputs"] is not { } inputs) return null;
        if (SourceMapJson.Read(datum["map"]) is not { } map || DiagnosticJson.Read(datum["diagnostics"]) is not { } diagnostics) return null;
        var deployment = datum["deployment"] is { IsNull: false } written ? DeploymentJson.Read(written) : null;
        return new CachedProgram(key, [.. inputs.Members.Select(m => KeyValuePair.Create(m.Key, m.Value.AsText() ?? ""))], assembly,
            [.. datum["references"]?.Items.Select(r => r.AsText()).OfType<string>() ?? []], map, diagnostics, deployment);
    }
}
