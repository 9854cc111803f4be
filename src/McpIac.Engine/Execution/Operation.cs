using McpIac.Plans.Drifts;
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

    /// <summary>Whose server it is sent to, where that isn't the step's.</summary>
    public string? Provider { get; init; }

    /// <summary>The urn that the provider knows it by, where that isn't the step's.</summary>
    public string? Origin { get; init; }

    public string ProviderUrn => Origin ?? Step.Urn;

    /// <summary>What state keeps of the resource's options once this is done.</summary>
    public Datum? Kept { get; init; }

    /// <summary>For a delete: of a deposed object.</summary>
    public bool Deposed { get; init; }

    /// <summary>For a create: what it replaces is kept until later.</summary>
    public bool DeposePrior { get; init; }

    /// <summary>How long the provider may take: what the program says, else the type, else ten minutes.</summary>
    public TimeSpan Patience => Step.Options.Timeouts.TryGetValue(Action, out var asked) ? asked : Stated(Type, Action) ?? DefaultPatience;

    /// <summary>How often it is sent at most.</summary>
    public int Attempts => Step.Options.Attempts ?? DefaultAttempts;

    private const int DefaultAttempts = 6;

    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(10);

    /// <summary>For taking an update back: when the resource got what it gets again; 0 for now.</summary>
    public long At { get; init; }

    /// <summary>For taking an update back: it was incomplete before.</summary>
    public bool WasIncomplete { get; init; }

    /// <summary>How long the type says that the action may take, or null.</summary>
    public static TimeSpan? Stated(ResourceType? type, string action) =>
        type?.Raw["timeouts"]?[action]?.AsText() is { } text && Durations.Read(text) is { } stated && stated > TimeSpan.Zero ? stated : null;

    public IntentRecorded Intent() =>
        new(Key, Action, Step.Urn, Step.Type, Step.Name, Provider ?? Step.Provider, Id, Protected(), Dependencies, Deposed, Kept, Origin);

    public WireChange Change() => new(
        Key, Action, Step.Type, Step.Name, ProviderUrn, Id, Prior, Inputs,
        Inputs is null ? null : Fingerprints.Pointers(Type?.Properties, Inputs, SecretMembers), Dependencies);

    public ResourceConfirmed Confirmed(WireResource resource, bool complete) =>
        new(Key, new ResourceState(
            Step.Urn, Step.Type, Step.Name, Step.Provider, resource.Id,
            Protected() ?? Datum.EmptyMap, ProtectedOutputs(resource.Outputs ?? Datum.EmptyMap),
            resource.Etag, resource.Private, Dependencies, [], At: At, Incomplete: WasIncomplete || !complete,
            Options: Kept, Origin: Origin, Seen: Seen(resource)), DeposePrior);

    /// <summary>Names of the outputs that state keeps fingerprints of.</summary>
    public IReadOnlySet<string> SecretNames(Datum outputs) =>
        ProtectedOutputs(outputs).Members.Where(m => Fingerprints.ContainsAny(m.Value)).Select(m => m.Key).Concat(SecretMembers).ToHashSet(StringComparer.Ordinal);

    public ResourceGone Gone() => new(Key, Step.Urn, Deposed ? Id : null);

    // What repeats a secret is no more than the secret.
    private Datum? Seen(WireResource resource) => Type is null || Inputs is null || Sight.Seen(ProviderUrn, Type.Properties, Inputs, resource.Properties, SecretMembers) is not { } seen
        ? null : Fingerprints.ProtectEchoes(ProviderUrn, seen, Fingerprints.SecretTexts(Type.Properties, Inputs, SecretMembers));

    public string Redact(string message) => Inputs is null ? message : Fingerprints.Redact(message, Type?.Properties, Inputs, SecretMembers);

    private Datum ProtectedOutputs(Datum outputs)
    {
        var secrets = Fingerprints.SecretTexts(Type?.Outputs, outputs)
            .Concat(Inputs is null ? [] : Fingerprints.SecretTexts(Type?.Properties, Inputs, SecretMembers)).ToArray();
        return Fingerprints.ProtectEchoes(ProviderUrn, Fingerprints.Protect(ProviderUrn, Type?.Outputs, outputs, SecretMembers), secrets);
    }

    private Datum? Protected() => Inputs is null ? null : Fingerprints.Protect(ProviderUrn, Type?.Properties, Inputs, SecretMembers);
}
