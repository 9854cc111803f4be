using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.States;

namespace McpIac.Plans.Drifts;

/// <summary>What a resource really is, where state says otherwise: somebody else changed or deleted it.</summary>
/// <param name="Now">What state is to say of it, secrets as fingerprints; null when it is gone.</param>
/// <param name="Properties">By path, what state says and what is. Secrets come masked.</param>
/// <param name="Outputs">The same of what the provider yields; of an output as a whole.</param>
public sealed record Drift(ResourceState Was, ResourceState? Now, IReadOnlyList<PropertyChange> Properties, IReadOnlyList<PropertyChange> Outputs)
{
    public string Urn => Was.Urn;

    public bool IsGone => Now is null;

    /// <summary>Only what nobody sees differs, as an ETag: state follows, and nothing is told.</summary>
    public bool IsSilent => Now is not null && Properties.Count == 0 && Outputs.Count == 0;

    /// <summary>What makes state say what is.</summary>
    public JournalEntry Entry => Now is null
        ? new ResourceGone("refresh", Urn)
        : new ResourceObserved(Urn, Now.Inputs, Now.Outputs, Now.Etag, Now.Private, Now.Seen);

    /// <summary>The state with what really is; its serial stays, because nothing is recorded yet.</summary>
    public static DeploymentState Apply(DeploymentState state, IReadOnlyList<Drift> drifts) =>
        drifts.Count == 0 ? state : Replay.Apply(state, drifts.Select(d => d.Entry)) with { Serial = state.Serial };
}
