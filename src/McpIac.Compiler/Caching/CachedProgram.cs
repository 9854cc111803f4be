using McpIac.Compiler.Programs;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Parameters;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Caching;

/// <summary>A program as the cache keeps it.</summary>
/// <param name="Key">The tool and the snapshots it was made with.</param>
/// <param name="Inputs">Every file it was made from, with its hash; empty text for one that didn't exist.</param>
/// <param name="AssemblyHash">Of the compiled assembly kept beside.</param>
/// <param name="Diagnostics">Those of compiling it.</param>
/// <param name="Deployment">What it declared last; null when it must run each time, or wasn't run to its end yet.</param>
internal sealed record CachedProgram(
    string Key, IReadOnlyList<KeyValuePair<string, string>> Inputs, string AssemblyHash, IReadOnlyList<string> References,
    SourceMap Map, IReadOnlyList<Diagnostic> Diagnostics, DeclaredDeployment? Deployment)
{
    /// <summary>False when it must run each time, because its result depends on more than its inputs.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Those of running it.</summary>
    public IReadOnlyList<Diagnostic> RunDiagnostics { get; init; } = [];

    /// <summary>What the deployment was declared with: a hash of each of its parameters' values, empty text where none was given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>The entry with what the program declared.</summary>
    public CachedProgram With(DeclaredDeployment deployment, IReadOnlyDictionary<string, GivenParameter> given, IReadOnlyList<Diagnostic> diagnostics) =>
        this with { Deployment = deployment, RunDiagnostics = diagnostics, Parameters = Hashes(deployment, given) };

    /// <summary>True when the deployment is what these values yield too.</summary>
    public bool IsOf(IReadOnlyDictionary<string, GivenParameter> given) => Deployment is not null && Hashes(Deployment, given).SequenceEqual(Parameters);

    public Datum ToDatum() => Datum.MapOf(
    [
        new("key", Datum.Of(Key)),
        new("inputs", Datum.MapOf(Inputs.Select(i => KeyValuePair.Create(i.Key, Datum.Of(i.Value))))),
        new("assembly", Datum.Of(AssemblyHash)),
        new("references", Datum.ListOf(References.Select(Datum.Of))),
        new("map", SourceMapJson.Write(Map)),
        new("diagnostics", DiagnosticJson.Write(Diagnostics)),
        new("deployment", Deployment is null ? Datum.Null : DeploymentJson.Write(Deployment)),
        new("repeatable", Datum.Of(IsRepeatable)),
        new("runDiagnostics", DiagnosticJson.Write(RunDiagnostics)),
        new("parameters", Datum.MapOf(Parameters.Select(p => KeyValuePair.Create(p.Key, Datum.Of(p.Value))))),
    ]);

    /// <summary>The entry, or null when the datum is none or a damaged one.</summary>
    public static CachedProgram? FromDatum(Datum? datum)
    {
        if (datum?["key"]?.AsText() is not { } key || datum["assembly"]?.AsText() is not { } assembly || datum["inputs"] is not { } inputs) return null;
        if (SourceMapJson.Read(datum["map"]) is not { } map || DiagnosticJson.Read(datum["diagnostics"]) is not { } diagnostics) return null;
        var deployment = datum["deployment"] is { IsNull: false } written ? DeploymentJson.Read(written) : null;
        return new CachedProgram(key, [.. inputs.Members.Select(m => KeyValuePair.Create(m.Key, m.Value.AsText() ?? ""))], assembly,
            [.. datum["references"]?.Items.Select(r => r.AsText()).OfType<string>() ?? []], map, diagnostics, deployment)
        {
            IsRepeatable = datum["repeatable"]?.AsBoolean() == true,
            RunDiagnostics = DiagnosticJson.Read(datum["runDiagnostics"]) ?? [],
            Parameters = [.. datum["parameters"]?.Members.Select(m => KeyValuePair.Create(m.Key, m.Value.AsText() ?? "")) ?? []],
        };
    }

    // What a program declares doesn't depend on a secret's value, so the cache needs nothing of it.
    private static IReadOnlyList<KeyValuePair<string, string>> Hashes(DeclaredDeployment deployment, IReadOnlyDictionary<string, GivenParameter> given) =>
    [
        .. deployment.Parameters.Where(p => !p.IsSecret).Select(p => KeyValuePair.Create(p.Name,
            given.TryGetValue(p.Name, out var value) ? CacheFolder.Hash(value.Text ?? "", value.Value?.ToString() ?? "") : "")),
    ];
}
