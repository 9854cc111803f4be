using McpIac.Compiler.Programs;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Children;

/// <summary>How a program's process ended.</summary>
/// <remarks><see cref="Lost"/>: it left no result: it crashed, was killed, or never ended. Where it was must be found out by running it again.</remarks>
internal enum ProgramEnd { Completed, Failed, Lost }

/// <summary>What a program's process hands over.</summary>
/// <param name="Deployment">Null unless the program completed.</param>
internal sealed record ChildResult(ProgramEnd End, DeclaredDeployment? Deployment, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>What is known of the program's components, when that was asked for.</summary>
    public ComponentResult? Components { get; init; }

    public Datum ToDatum() => Datum.MapOf(
    [
        new("end", Datum.Of(End.ToString())),
        new("deployment", Deployment is null ? Datum.Null : DeploymentJson.Write(Deployment)),
        new("diagnostics", DiagnosticJson.Write(Diagnostics)),
        .. Components is null ? Array.Empty<KeyValuePair<string, Datum>>() : [new("components", Components.ToDatum())],
    ]);

    /// <summary>The result, or null when the datum is none.</summary>
    public static ChildResult? FromDatum(Datum? datum)
    {
        if (datum is null || !Enum.TryParse<ProgramEnd>(datum["end"]?.AsText(), out var end)) return null;
        if (DiagnosticJson.Read(datum["diagnostics"]) is not { } diagnostics) return null;
        if (end != ProgramEnd.Completed) return new ChildResult(end, null, diagnostics);
        if (datum["components"] is { } made) return ComponentResult.FromDatum(made) is { } components ? new ChildResult(end, null, diagnostics) { Components = components } : null;
        return datum["deployment"] is { } written && DeploymentJson.Read(written) is { } deployment ? new ChildResult(end, deployment, diagnostics) : null;
    }
}
