using McpIac.Dsl.Expressions;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Drifts;

/// <summary>
/// Tells what was changed by somebody else from what a provider merely says in other words. What it says right after a change, where that isn't what was sent, is kept
/// (<see cref="ResourceState.Seen"/>): only a difference from that is drift.
/// </summary>
public static class Sight
{
    /// <summary>What is worth keeping of what a provider told of a resource that it has just changed; null when it told what was sent.</summary>
    /// <param name="sent">In the clear.</param>
    /// <param name="told">As the provider returned them; secrets masked or absent.</param>
    public static Datum? Seen(string urn, Shape properties, Datum sent, Datum? told, IReadOnlySet<string> secretMembers)
    {
        var seen = new List<KeyValuePair<string, Datum>>();
        foreach (var (name, shape) in Visible(properties, sent, told, secretMembers))
        {
            var (asked, answered) = (sent[name] ?? shape?.Default, told?[name]);
            if (asked is null) continue;
            if (answered is null || answered.IsNull)
            {
                if (sent[name] is { IsNull: false }) seen.Add(new(name, Datum.Null));
            }
            else if (!Fingerprints.Same(urn, shape, asked, Pruned(shape, asked, answered)))
            {
                seen.Add(new(name, answered));
            }
        }

        return seen.Count == 0 ? null : Datum.MapOf(seen);
    }

    /// <summary>The drift of a resource that was read; null when there is none.</summary>
    /// <param name="was">As state has it, secrets as fingerprints.</param>
    /// <param name="properties">As it is; null when the provider doesn't tell.</param>
    /// <param name="outputs">As they are, in the clear; null when the provider doesn't tell.</param>
    public static Drift? Compare(ResourceState was, ResourceType type, Datum? properties, Datum? outputs, string? etag, Datum? own)
    {
        var secrets = was.Inputs.Members.Where(m => Fingerprints.ContainsAny(m.Value)).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var before = new List<KeyValuePair<string, Datum>>();
        var after = new List<KeyValuePair<string, Datum>>();
        var drifted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, shape) in properties is null ? [] : Visible(type.Properties, was.Inputs, properties, secrets))
        {
            var (expected, found) = (was.Seen?[name] ?? was.Inputs[name] ?? shape?.Default, properties?[name]);
            if (expected is null || (expected.IsNull && was.Seen?[name] is not null)) continue;
            var now = found is null || found.IsNull ? Datum.Null : Pruned(shape, expected, found);
            if (Fingerprints.Same(was.ProviderUrn, shape, expected, now)) continue;
            drifted.Add(name);
            before.Add(new(name, expected));
            if (!now.IsNull) after.Add(new(name, now));
        }

        var changes = drifted.Count == 0 ? [] : new Differ(was.ProviderUrn, type, secrets, _ => null).Compare(Datum.MapOf(before), Datum.MapOf(after));
        var (yielded, differing) = Outputs(was, type, outputs);
        if (changes.Count == 0 && differing.Count == 0 && etag == was.Etag) return null;
        var inputs = Datum.MapOf(was.Inputs.Members.Where(m => !drifted.Contains(m.Key)).Concat(after));
        var seen = was.Seen is null ? null : Datum.MapOf(was.Seen.Members.Where(m => !drifted.Contains(m.Key)));
        var current = was with { Inputs = inputs, Outputs = yielded, Etag = etag, Private = own ?? was.Private, Seen = seen is { Members.Count: > 0 } ? seen : null };
        return new Drift(was, current, [.. changes.Select(c => c with { ForcesReplacement = false, Reason = "changed outside" })], differing);
    }

    private static (Datum Outputs, IReadOnlyList<PropertyChange> Changes) Outputs(ResourceState was, ResourceType type, Datum? outputs)
    {
        if (outputs is null) return (was.Outputs, []);
        var secrets = was.Outputs.Members.Where(m => Fingerprints.IsFingerprint(m.Value)).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var now = Like(was.ProviderUrn, was.Outputs, Fingerprints.Protect(was.ProviderUrn, type.Outputs, outputs, secrets));

        // What a plain server answered to the create, no tool of it need ever tell again.
        if (type.Tools.Count > 0) now = Datum.MapOf(now.Members.Concat(was.Outputs.Members.Where(m => outputs[m.Key] is null)));
        var changes = new List<PropertyChange>();
        foreach (var name in was.Outputs.Members.Concat(now.Members).Select(m => m.Key).Distinct(StringComparer.Ordinal))
        {
            var (old, found, shape) = (was.Outputs[name], now[name], type.Outputs.Member(name)?.Shape);
            if (Fingerprints.Same(was.ProviderUrn, shape, old ?? Datum.Null, found ?? Datum.Null)) continue;
            changes.Add(new PropertyChange(name, Shown(shape, old), Shown(shape, found), false, "changed outside"));
        }

        return (changes.Count == 0 ? was.Outputs : now, changes);
    }

    private static Datum? Shown(Shape? shape, Datum? value) => value is null ? null : Fingerprints.MaskInside(shape, value);

    // Where state has a fingerprint there is a secret, whatever the schema says of the place.
    private static Datum Like(string urn, Datum recorded, Datum value)
    {
        if (Fingerprints.IsFingerprint(recorded)) return Fingerprints.IsFingerprint(value) || value.IsNull ? value : Fingerprints.Of(urn, value);
        if (recorded.Kind != value.Kind) return value;
        return value.Kind switch
        {
            DatumKind.List => Datum.ListOf(value.Items.Select((item, i) => i < recorded.Items.Count ? Like(urn, recorded.Items[i], item) : item)),
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => KeyValuePair.Create(m.Key, recorded[m.Key] is { } old ? Like(urn, old, m.Value) : m.Value))),
            _ => value,
        };
    }

    /// <summary>The properties that can be compared: no secrets, and of what wasn't sent only what a default says.</summary>
    private static IEnumerable<(string Name, Shape? Shape)> Visible(Shape properties, Datum sent, Datum? told, IReadOnlySet<string> secretMembers) =>
        from name in sent.Members.Concat(told?.Members ?? []).Select(m => m.Key).Distinct(StringComparer.Ordinal)
        let shape = properties.Member(name)?.Shape
        where !secretMembers.Contains(name) && !Fingerprints.IsSecret(shape) && !HasMask(told?[name])
        where sent[name] is not null || shape is { Computed: false, Default: not null }
        select (name, shape);

    private static bool HasMask(Datum? value) =>
        value is not null && (value.Equals(Evaluation.Masked) || value.Items.Any(HasMask) || value.Members.Any(m => HasMask(m.Value)));

    /// <summary>What is there, without what a provider fills in inside an object; an entry more of a free map counts.</summary>
    private static Datum Pruned(Shape? shape, Datum expected, Datum found)
    {
        if (expected.Kind == DatumKind.List && found.Kind == DatumKind.List && expected.Items.Count == found.Items.Count && shape?.Unordered != true)
            return Datum.ListOf(found.Items.Select((item, i) => Pruned(shape?.Element, expected.Items[i], item)));
        if (expected.Kind != DatumKind.Map || found.Kind != DatumKind.Map) return found;
        return Datum.MapOf(from member in found.Members
                           let inner = shape?.Member(member.Key)?.Shape
                           where expected[member.Key] is not null || (inner is null && shape?.Element is not null) || inner is { Computed: false, Default: not null }
                           where !(member.Value.IsNull && expected[member.Key] is null)
                           select KeyValuePair.Create(member.Key, expected[member.Key] is { } old ? Pruned(inner ?? shape?.Element, old, member.Value) : member.Value));
    }
}
