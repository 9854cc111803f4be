using McpIac.Plans.Journals;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Execution;

/// <summary>One change on its way to a provider. Its inputs are in the clear and are never stored or shown.</summary>
internal sealed record Operation(string Action, PlanStep Step, ResourceType? Type)
{
    /// <summary>Minted once; every retry and every question about this change carries it.</summary>
    public string Key { get; } = Guid.CreateVersion7().ToString("N");
    public string? Id { get; init; }
    public WirePrior? Prior { get; init; }
    public Datum? Inputs { get; init; }
    public IReadOnlySet<string> SecretMembers { get; init; } = new HashSet<string>();
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>For a delete: of a deposed object.</summary>
    public bool Deposed { get; init; }

    /// <summary>For a create: what it replaces is kept until later.</summary>
    public bool DeposePrior { get; init; }

    public IntentRecorded Intent() =>
        new(Key, Action, Step.Urn, Step.Type, Step.Name, Step.Provider, Id, Protected(), Dependencies, Deposed);

    public WireChange Change() => new(
        Key, Action, Step.Type, Step.Name, Step.Urn, Id, Prior, Inputs,
        Inputs is null ? null : Fingerprints.Pointers(Type?.Properties, Inputs, SecretMembers), Dependencies);

    public ResourceConfirmed Confirmed(WireResource resource, bool complete) =>
        new(Key, new ResourceState(
            Step.Urn, Step.Type, Step.Name, Step.Provider, resource.Id,
            complete ? Protected() ?? Datum.EmptyMap : Datum.EmptyMap, // without inputs the next plan sees that something is left to do
            Fingerprints.Protect(Step.Urn, Type?.Outputs, resource.Outputs ?? Datum.EmptyMap),
            resource.Etag, resource.Private, Dependencies, []), DeposePrior);

    public ResourceGone Gone() => new(Key, Step.Urn, Deposed ? Id : null);

    public string Redact(string message) => Inputs is null ? message : Fingerprints.Redact(message, Type?.Properties, Inputs, SecretMembers);

    private Datum? Protected() => Inputs is null ? null : Fingerprints.Protect(Step.Urn, Type?.Properties, Inputs, SecretMembers);
}
