using McpIac.Dsl.Expressions;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>Says property by property how one resource's inputs differ from what was sent before.</summary>
/// <param name="causes">For a path, why parts of it aren't known yet: <c>because app-subnet is replaced</c>.</param>
internal sealed class Differ(string urn, ResourceType type, IReadOnlySet<string> secretMembers, Func<string, string?> causes)
{
    private readonly List<PropertyChange> changes = [];

    public IReadOnlyList<PropertyChange> Compare(Datum before, Datum after)
    {
        var names = before.Members.Concat(after.Members).Select(m => m.Key).Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var shape = type.Properties.Member(name)?.Shape;
            Visit(name, shape, before[name], after[name], shape?.Immutable == true, secretMembers.Contains(name));
        }

        return changes;
    }

    private void Visit(string path, Shape? shape, Datum? before, Datum? after, bool immutable, bool secret)
    {
        secret |= Fingerprints.IsSecret(shape) || Fingerprints.IsFingerprint(before);
        var (was, willBe) = (OrDefault(shape, before), OrDefault(shape, after));
        if (Fingerprints.IsUnknown(willBe) || !Fingerprints.ContainsUnknown(willBe))
        {
            if (!Fingerprints.IsUnknown(willBe) && Fingerprints.Same(urn, shape, was, willBe)) return;
        }

        if (!secret && shape?.Unordered != true && Descend(path, shape, was, willBe, immutable)) return;
        Add(path, shape, before, after, willBe, immutable, secret);
    }

    // Into objects and lists of one length, so that the reason names the innermost thing that changed.
    private bool Descend(string path, Shape? shape, Datum was, Datum willBe, bool immutable)
    {
        if (was.Kind == DatumKind.List && willBe.Kind == DatumKind.List && was.Items.Count == willBe.Items.Count)
        {
            for (var i = 0; i < was.Items.Count; i++)
            {
                Visit($"{path}/{i}", shape?.Element, was.Items[i], willBe.Items[i], immutable || shape?.Element?.Immutable == true, false);
            }

            return true;
        }

        if (was.Kind != DatumKind.Map || willBe.Kind != DatumKind.Map || Fingerprints.IsUnknown(willBe)) return false;
        foreach (var key in was.Members.Concat(willBe.Members).Select(m => m.Key).Distinct(StringComparer.Ordinal))
        {
            var inner = shape?.Member(key)?.Shape ?? shape?.Element;
            Visit($"{path}/{key}", inner, was[key], willBe[key], immutable || inner?.Immutable == true, false);
        }

        return true;
    }

    private void Add(string path, Shape? shape, Datum? before, Datum? after, Datum willBe, bool immutable, bool secret)
    {
        var unknown = Fingerprints.ContainsUnknown(willBe);
        var cause = unknown ? causes(path) : null;
        var what = immutable ? "forces replacement" : unknown ? "known after apply" : after is null ? "removed" : before is null ? "added" : "changed";
        var reason = cause is null ? what : $"{what}, {cause}";
        changes.Add(new PropertyChange(path, Shown(shape, before, secret), Shown(shape, after, secret), immutable, reason));
    }

    private static Datum? Shown(Shape? shape, Datum? value, bool secret)
    {
        if (value is null || value.IsNull) return value;
        if (Fingerprints.IsUnknown(value)) return secret ? Evaluation.Unknown : value;
        return secret ? Evaluation.Masked : Fingerprints.MaskInside(shape, value);
    }

    private static Datum OrDefault(Shape? shape, Datum? value) => value is null || value.IsNull ? shape?.Default ?? Datum.Null : value;
}
