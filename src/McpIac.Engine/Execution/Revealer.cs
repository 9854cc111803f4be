using System.Collections.Immutable;
using McpIac.Engine.Connections;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Execution;

/// <summary>Asks providers for the secret outputs that state keeps only the fingerprints of. The result is for this process's memory alone.</summary>
internal static class Revealer
{
    /// <param name="told">Outputs in the clear, by urn, that were asked for already.</param>
    public static async Task<DeploymentState> RevealAsync(
        DeploymentState state, ConnectionPool pool, TimeSpan timeout, CancellationToken cancellation, IReadOnlyDictionary<string, Datum>? told = null)
    {
        var hidden = state.Resources.Values.Where(r => r.Id.Length > 0 && Fingerprints.ContainsAny(r.Outputs)).ToArray();
        if (hidden.Length == 0) return state;
        var shown = await Task.WhenAll(hidden.Select(async resource =>
        {
            if (told?.GetValueOrDefault(resource.Urn) is { } known) return resource with { Outputs = Merge(resource.Outputs, known) };
            var (connection, _) = await pool.GetAsync(resource.Provider, cancellation);
            if (connection is null) return resource;
            var answer = await connection.GetAsync(new GetArguments(Id: resource.Id, Type: resource.Type), timeout, cancellation);
            return answer.Data?.Outputs is { } outputs ? resource with { Outputs = Merge(resource.Outputs, outputs) } : resource;
        }));
        var resources = state.Resources.ToImmutableDictionary(StringComparer.Ordinal).SetItems(shown.Select(r => new KeyValuePair<string, ResourceState>(r.Urn, r)));
        return state with { Resources = resources };
    }

    // Only what is hidden is taken over: what drifted besides is told of, or left alone, as a whole.
    private static Datum Merge(Datum recorded, Datum live) =>
        Datum.MapOf(recorded.Members.Select(m => new KeyValuePair<string, Datum>(
            m.Key, Fingerprints.ContainsAny(m.Value) ? live[m.Key] ?? m.Value : m.Value)));
}
