using McpIac.Plans.Binding;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>How a resource's inputs differ from what was sent before, with what its type lets count as the same and what its options say of changes.</summary>
/// <param name="Inputs">What an update sends.</param>
/// <param name="Unkept">Secrets whose changes are ignored, and that an update sends as the program has them all the same: what was sent isn't known.</param>
public sealed record InputDiff(Datum Inputs, IReadOnlyList<PropertyChange> Changes, IReadOnlyList<string> Unkept)
{
    /// <param name="prior">As state has it, secrets as fingerprints.</param>
    /// <param name="after">In the clear; the changes have the members of <paramref name="secretMembers"/> masked.</param>
    /// <param name="causes">For a path, why parts of it aren't known yet.</param>
    public static InputDiff Between(
        ResourceState prior, ResourceType type, Datum after, IReadOnlySet<string> secretMembers, BoundOptions options, Func<string, string?>? causes = null)
    {
        var inputs = options.IgnoreChanges.Count == 0 ? after : IgnoredChanges.Keep(after, prior.Inputs, options.IgnoreChanges);
        var changes = new Differ(prior.ProviderUrn, type, secretMembers, causes ?? (_ => null)).Compare(prior.Inputs, inputs);
        if (options.IgnoreChanges.Count == 0 && options.ReplaceOn.Count == 0) return new InputDiff(inputs, changes, []);
        var ignored = changes.Where(c => options.IgnoreChanges.Any(p => p.Covers(c.Path))).ToArray();
        return new InputDiff(inputs, [.. changes.Except(ignored).Select(c => Replacing(c, prior, inputs, options))], [.. ignored.Select(c => c.Path)]);
    }

    private static PropertyChange Replacing(PropertyChange change, ResourceState prior, Datum inputs, BoundOptions options)
    {
        if (change.ForcesReplacement || !options.ReplaceOn.Any(p => p.Covers(change.Path) || (Within(p, change.Path) && !Same(prior, inputs, p)))) return change;
        return change with { ForcesReplacement = true, Reason = $"forces replacement by replaceOn{(change.Reason is "changed" or "added" or "removed" ? "" : $", {change.Reason}")}" };
    }

    // A change that is told of as a whole may have left the place as it was.
    private static bool Within(PropertyPath path, string changed) =>
        Enumerable.Range(1, path.Segments.Count - 1).Any(n => changed.Count(c => c == '/') < n && new PropertyPath([.. path.Segments.Take(n)]).Covers(changed));

    private static bool Same(ResourceState prior, Datum inputs, PropertyPath path)
    {
        var (before, after) = (Values(prior.Inputs, path, 0).ToArray(), Values(inputs, path, 0).ToArray());
        return before.Length == after.Length && before.Zip(after).All(p => Fingerprints.Same(prior.ProviderUrn, null, p.First, p.Second));
    }

    private static IEnumerable<Datum> Values(Datum? value, PropertyPath path, int at)
    {
        if (value is null) return [];
        if (at == path.Segments.Count || Fingerprints.IsUnknown(value)) return [value];
        if (path.Segments[at] is { } name)
            return value.Kind == DatumKind.List ? (int.TryParse(name, out var i) && i < value.Items.Count ? Values(value.Items[i], path, at + 1) : []) : Values(value[name], path, at + 1);
        return value.Items.Concat(value.Members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Value)).SelectMany(v => Values(v, path, at + 1));
    }
}
