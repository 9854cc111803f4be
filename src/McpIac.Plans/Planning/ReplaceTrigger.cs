using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>The option <c>replaceTrigger</c>: state keeps the value that a resource was made with, a secret one as its fingerprint.</summary>
public static class ReplaceTrigger
{
    /// <summary>What state keeps of the value; null without the option or while it isn't known.</summary>
    public static Datum? Kept(string urn, BoundOptions options, IEvaluationScope scope)
    {
        if (options.ReplaceTrigger is not { } trigger) return null;
        var value = Evaluator.Evaluate(trigger, scope);
        return value is { Error: null, IsKnown: true } ? value.IsSecret ? Fingerprints.Of(urn, value.Value) : value.Value : null;
    }

    /// <summary>The change that replaces, or null. A trigger that is new has nothing to be compared with.</summary>
    /// <param name="now">The value as far as it is known; null when what it refers to isn't going to change.</param>
    public static PropertyChange? Change(ResourceState prior, Datum? now, string? cause)
    {
        if (now is null || KeptOptions.Trigger(prior) is not { } before || now.Equals(before)) return null;
        var reason = Fingerprints.ContainsUnknown(now) && cause is not null ? $"forces replacement, {cause}" : "forces replacement";
        return new PropertyChange("replaceTrigger", Fingerprints.MaskInside(null, before), Fingerprints.MaskInside(null, now), true, reason);
    }
}
