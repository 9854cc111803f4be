using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Secrets;

/// <summary>What was sent before, in the clear: state has fingerprints of its secrets, but those that a change left alone are known from the change.</summary>
public static class FormerInputs
{
    /// <summary>The inputs of <paramref name="prior"/>, or null when one of its secrets isn't known.</summary>
    /// <param name="inputs">Of the change, in the clear; null when they aren't known.</param>
    public static Datum? Of(ResourceState prior, ResourceType? type, Datum? inputs)
    {
        if (!Fingerprints.ContainsAny(prior.Inputs)) return prior.Inputs;
        var members = new List<KeyValuePair<string, Datum>>();
        foreach (var (name, former) in prior.Inputs.Members)
        {
            var value = Fingerprints.ContainsAny(former) ? inputs?[name] : former;
            if (value is null || Fingerprints.ContainsUnknown(value)) return null;
            if (!ReferenceEquals(value, former) && !Fingerprints.Same(prior.ProviderUrn, type?.Properties.Member(name)?.Shape, former, value)) return null;
            members.Add(new(name, value));
        }

        return Datum.MapOf(members);
    }

    /// <summary>The members that are secret as a whole.</summary>
    public static IReadOnlySet<string> SecretMembers(ResourceState prior) =>
        prior.Inputs.Members.Where(m => Fingerprints.IsFingerprint(m.Value)).Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
}
