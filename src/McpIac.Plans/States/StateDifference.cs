using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Data;

namespace McpIac.Plans.States;

/// <summary>What differs between two states of one deployment. Secrets are masked: state has their fingerprints only.</summary>
/// <param name="Resources">In urn order.</param>
public sealed record StateDifference(IReadOnlyList<ResourceDifference> Resources, IReadOnlyList<PropertyChange> Outputs)
{
    public bool IsEmpty => Resources.Count == 0 && Outputs.Count == 0;

    public static StateDifference Between(DeploymentState before, DeploymentState after)
    {
        var renamed = Renamed(before, after);
        var gone = before.Resources.Keys.Except(after.Resources.Keys).Except(renamed.Values);
        var resources = after.Resources.Values.Select(r => ResourceDifference.Between(before.Resources.GetValueOrDefault(renamed.GetValueOrDefault(r.Urn, r.Urn)), r))
            .Concat(gone.Select(urn => ResourceDifference.Between(before.Resources[urn], null))).OfType<ResourceDifference>();
        return new StateDifference(
            [.. resources.OrderBy(r => r.Urn, StringComparer.Ordinal)],
            [.. Comparison.Of(Datum.MapOf(before.Outputs.OrderBy(o => o.Key, StringComparer.Ordinal)), Datum.MapOf(after.Outputs.OrderBy(o => o.Key, StringComparer.Ordinal)))]);
    }

    // What exists is the same under another urn; by the new urn, the former one.
    private static Dictionary<string, string> Renamed(DeploymentState before, DeploymentState after)
    {
        var gone = before.Resources.Values.Where(r => r.Id.Length > 0 && !after.Resources.ContainsKey(r.Urn))
            .GroupBy(r => (r.Provider, r.Id, r.ProviderUrn)).ToDictionary(g => g.Key, g => g.First().Urn);
        return after.Resources.Values.Where(r => !before.Resources.ContainsKey(r.Urn) && gone.ContainsKey((r.Provider, r.Id, r.ProviderUrn)))
            .ToDictionary(r => r.Urn, r => gone[(r.Provider, r.Id, r.ProviderUrn)], StringComparer.Ordinal);
    }
}

/// <summary>How a resource differs.</summary>
/// <param name="What">added, removed, replaced (another object), renamed, or changed.</param>
/// <param name="Former">Its former urn, when it was renamed.</param>
/// <param name="Properties">Of what was sent.</param>
/// <param name="Outputs">Of what came back.</param>
/// <param name="Kept">Of what state keeps besides: dependencies, options, marks.</param>
public sealed record ResourceDifference(
    string Urn, string Type, string Name, string What, string? Former, IReadOnlyList<PropertyChange> Properties, IReadOnlyList<PropertyChange> Outputs, IReadOnlyList<PropertyChange> Kept)
{
    /// <summary>Null when nothing differs. One of the two may be null.</summary>
    internal static ResourceDifference? Between(ResourceState? before, ResourceState? after)
    {
        if ((after ?? before) is not { } one) return null;
        var difference = new ResourceDifference(
            one.Urn, one.Type, one.Name, Word(before, after), before is not null && after is not null && before.Urn != after.Urn ? before.Urn : null,
            [.. Comparison.Of(before?.Inputs ?? Datum.EmptyMap, after?.Inputs ?? Datum.EmptyMap)],
            [.. Comparison.Of(before?.Outputs ?? Datum.EmptyMap, after?.Outputs ?? Datum.EmptyMap)],
            [.. before is null || after is null ? [] : Comparison.Of(About(before), About(after))]);
        var same = difference is { What: "changed", Properties.Count: 0, Outputs.Count: 0, Kept.Count: 0 };
        return same ? null : difference;
    }

    private static string Word(ResourceState? before, ResourceState? after) =>
        before is null ? "added" : after is null ? "removed" : before.Urn != after.Urn ? "renamed" : before.Id != after.Id || before.Provider != after.Provider ? "replaced" : "changed";

    private static Datum About(ResourceState resource) => Datum.MapOf(
    [
        new("id", Datum.Of(resource.Id)),
        new("provider", Datum.Of(resource.Provider)),
        new("dependencies", Datum.ListOf(resource.Dependencies.Order(StringComparer.Ordinal).Select(d => Datum.Of(d)))),
        new("deposed", Datum.ListOf(resource.Deposed.Select(d => Datum.Of(d.Id)))),
        new("options", resource.Options ?? Datum.EmptyMap),
        new("incomplete", Datum.Of(resource.Incomplete)),
        new("tainted", Datum.Of(resource.Tainted)),
        new("protected", Datum.Of(resource.Protected)),
    ]);
}

/// <summary>Property by property, as far in as both sides are alike.</summary>
internal static class Comparison
{
    public static IEnumerable<PropertyChange> Of(Datum before, Datum after) =>
        before.Members.Concat(after.Members).Select(m => m.Key).Distinct(StringComparer.Ordinal).SelectMany(name => Visit(name, before[name], after[name]));

    private static IEnumerable<PropertyChange> Visit(string path, Datum? before, Datum? after)
    {
        if (Equals(before, after)) return [];
        if (before is { Kind: DatumKind.Map } && after is { Kind: DatumKind.Map } && !IsSecret(before) && !IsSecret(after))
            return Of(before, after).Select(c => c with { Path = $"{path}/{c.Path}" });
        if (before is { Kind: DatumKind.List } && after is { Kind: DatumKind.List } && before.Items.Count == after.Items.Count)
            return before.Items.Zip(after.Items).SelectMany((pair, i) => Visit($"{path}/{i}", pair.First, pair.Second));
        return [new PropertyChange(path, Shown(before), Shown(after), ForcesReplacement: false, before is null ? "added" : after is null ? "removed" : "changed")];
    }

    private static bool IsSecret(Datum value) => Fingerprints.IsFingerprint(value) || value["$iac"] is not null;

    private static Datum? Shown(Datum? value) => value is null ? null : Fingerprints.MaskInside(null, value);
}
