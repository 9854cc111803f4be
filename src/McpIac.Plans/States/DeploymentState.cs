using System.Text.Json.Serialization;
using McpIac.Schemas.Data;

namespace McpIac.Plans.States;

/// <summary>What is known to exist: the result of replaying a journal.</summary>
/// <param name="Serial">Grows with every journal entry, by one but where a state was imported; 0 is empty.</param>
/// <param name="Resources">By urn.</param>
/// <param name="Outputs">The deployment's outputs after the last successful apply; secret ones are wrapped as <c>{"$iac":"secret"}</c> without their value.</param>
public sealed record DeploymentState(
    string Deployment,
    long Serial,
    IReadOnlyDictionary<string, ResourceState> Resources,
    IReadOnlyDictionary<string, Datum> Outputs,
    IReadOnlyList<PendingIntent> Pending)
{
    public static DeploymentState Empty(string deployment) =>
        new(deployment, 0, new Dictionary<string, ResourceState>(), new Dictionary<string, Datum>(), []);
}

/// <summary>One resource as last confirmed by its provider. <paramref name="Inputs"/> are what was sent, <paramref name="Outputs"/> what came back.</summary>
/// <param name="Id">The provider's id; empty when only deposed objects are left.</param>
/// <param name="Deposed">Replaced and not yet deleted, oldest first.</param>
/// <param name="Since">The serial at which its object came to be.</param>
/// <param name="At">The serial of its last change: what it refers to is what was current then. 0 lets the journal fill it in.</param>
/// <param name="Incomplete">It exists, but its last change was done only in part: the next plan finishes it.</param>
/// <param name="Origin">The urn that it was made under, when it was renamed since; else null.</param>
/// <param name="Options">What counts of the program's options when the program no longer has it: see <see cref="KeptOptions"/>.</param>
/// <param name="Seen">Properties of which the provider told something else than was sent, right after it: as it told them, or null where it doesn't tell (see <see cref="Drifts.Sight"/>).</param>
/// <param name="Tainted">It is no good, somebody said: the next plan makes it anew.</param>
/// <param name="Protected">No plan may delete or replace it, somebody said, whatever the program does.</param>
public sealed record ResourceState(
    string Urn,
    string Type,
    string Name,
    string Provider,
    string Id,
    Datum Inputs,
    Datum Outputs,
    string? Etag,
    Datum? Private,
    IReadOnlyList<string> Dependencies,
    IReadOnlyList<DeposedResource> Deposed,
    long Since = 0,
    long At = 0,
    bool Incomplete = false,
    Datum? Options = null,
    string? Origin = null,
    Datum? Seen = null,
    bool Tainted = false,
    bool Protected = false)
{
    /// <summary>What its provider knows it by, and what the fingerprints of its secrets are keyed by: a renaming changes neither.</summary>
    [JsonIgnore]
    public string ProviderUrn => Origin ?? Urn;
}

/// <param name="Dependencies">What it needed while it was current: it is deleted before those are.</param>
/// <param name="Provider">Whose object it is, where that isn't the resource's provider.</param>
/// <param name="Until">The serial at which it was deposed; <paramref name="Since"/> and <paramref name="At"/> as in <see cref="ResourceState"/>.</param>
public sealed record DeposedResource(
    string Id, Datum Inputs, Datum Outputs, string? Etag, Datum? Private, IReadOnlyList<string> Dependencies, long Since, long At, long Until,
    Datum? Options = null, string? Provider = null, Datum? Seen = null, bool Tainted = false);

/// <summary>An intent without a result: what a crash leaves, settled before the next plan.</summary>
/// <param name="Serial">Of the intent's entry; 0 where an older state doesn't tell.</param>
public sealed record PendingIntent(
    string Key, string Action, string Urn, string Type, string Name, string Provider, string? Id, Datum? Inputs,
    IReadOnlyList<string> Dependencies, bool Deposed, Datum? Options = null, string? Origin = null, long Serial = 0);
