using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Execution;

/// <summary>Turns a ready node into the change to send, now that everything it refers to is known.</summary>
internal sealed class OperationBuilder(LiveScope scope, Func<string, ResourceType?> typeOf, Func<string, ResourceState?> current)
{
    /// <summary>The operation, or why there is none.</summary>
    public (Operation? Operation, string? Problem) Build(StepNode node, IReadOnlyList<string> dependencies)
    {
        var type = typeOf(node.Step.Type);
        if (node.Action == "delete") return Delete(node, type);

        // Without the type its secrets couldn't be told from the rest, and would be stored in the clear.
        if (type is null) return (null, $"the type {node.Step.Type} is in no snapshot");
        var members = new List<KeyValuePair<string, Datum>>();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, expression) in node.Step.Properties)
        {
            var value = Evaluator.Evaluate(expression, scope);
            if (value.Error is { } error) return (null, $"the property {name} has no value: {error}");
            if (!value.IsKnown) return (null, $"the property {name} refers to something that its provider didn't return");
            if (value.IsSecret) secrets.Add(name);
            if (!value.Value.IsNull) members.Add(new(name, value.Value));
        }

        // A create that says what was before replaces it; without that the provider would refuse a second object of the urn.
        var prior = node.Action == "update" && node.Prior is { } old ? PriorOf(old) : Replaced(current(node.Step.Urn));
        return (new Operation(node.Action ?? "", node.Step, type)
        {
            Id = node.Action == "update" ? node.Prior?.Id : null, Prior = prior, Inputs = Datum.MapOf(members), SecretMembers = secrets,
            Dependencies = dependencies, DeposePrior = node.OldHalf is not null, Kept = KeptOptions.Of(node.Step.Options),
        }, null);
    }

    /// <summary>How an unchanged resource's inputs differ from what was sent before, now that what it refers to is known; empty when they don't.</summary>
    public IReadOnlyList<PropertyChange> Ripples(StepNode node)
    {
        if (typeOf(node.Step.Type) is not { } type || node.Prior is not { } prior) return [];
        var members = new List<KeyValuePair<string, Datum>>();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, expression) in node.Step.Properties)
        {
            var value = Evaluator.Evaluate(expression, scope);
            if (value.Error is not null || !value.IsKnown) return [];
            if (value.IsSecret) secrets.Add(name);
            if (!value.Value.IsNull) members.Add(new(name, value.Value));
        }

        return InputDiff.Between(node.Step.Urn, type, prior.Inputs, Datum.MapOf(members), secrets);
    }

    /// <summary>What a provider is told about before; fingerprints mean nothing to it.</summary>
    public static WirePrior PriorOf(ResourceState state) => new(Bare(state.Inputs), Bare(state.Outputs), state.Etag, state.Private);

    /// <summary>What a create takes the place of: the current object, else the one deposed last.</summary>
    public static WirePrior? Replaced(ResourceState? known) =>
        known is { Id.Length: > 0 } ? PriorOf(known) : known is { Deposed: [.., var last] } ? PriorOf(last) : null;

    private static WirePrior PriorOf(DeposedResource deposed) => new(Bare(deposed.Inputs), Bare(deposed.Outputs), deposed.Etag, deposed.Private);

    private (Operation? Operation, string? Problem) Delete(StepNode node, ResourceType? type)
    {
        var resource = current(node.Step.Urn);
        if (node.DeposedId is { } id)
        {
            var deposed = resource?.Deposed.FirstOrDefault(d => d.Id == id);
            var prior = deposed is null ? null : PriorOf(deposed);
            return (new Operation("delete", node.Step, type) { Id = id, Prior = prior, Deposed = true }, null);
        }

        return resource is null
            ? (null, "it isn't in the state any more")
            : (new Operation("delete", node.Step, type) { Id = resource.Id, Prior = PriorOf(resource) }, null);
    }

    private static Datum Bare(Datum value) => Datum.MapOf(value.Members.Where(m => !Fingerprints.ContainsAny(m.Value)));
}
