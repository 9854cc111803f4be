using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Conversion;

/// <summary>Whether two bound deployments are the same, secrets unmasked.</summary>
internal static class Sameness
{
    /// <summary>Where the first difference is: "tag of app-network"; null when there is none.</summary>
    public static string? Difference(BoundDeployment first, BoundDeployment second)
    {
        if (first.Name != second.Name) return "the deployment's name";
        var others = second.Resources.DistinctBy(r => r.Urn, StringComparer.Ordinal).ToDictionary(r => r.Urn, StringComparer.Ordinal);
        foreach (var resource in first.Resources)
        {
            if (!others.Remove(resource.Urn, out var other)) return $"the resource {resource.Name}";
            if (Difference(resource, other) is { } what) return $"{what} of {resource.Name}";
        }

        if (others.Values.FirstOrDefault() is { } more) return $"the resource {more.Name}";
        var outputs = second.Outputs.DistinctBy(o => o.Name, StringComparer.Ordinal).ToDictionary(o => o.Name, StringComparer.Ordinal);
        if (first.Outputs.FirstOrDefault(o => !(outputs.GetValueOrDefault(o.Name) is { } other && other.Secret == o.Secret && Form(o.Value) == Form(other.Value))) is { } output) return $"the output {output.Name}";
        if (first.Outputs.Count != second.Outputs.Count) return "the outputs";
        var checks = second.Checks.DistinctBy(c => c.Name, StringComparer.Ordinal).ToDictionary(c => c.Name, c => c.Condition, StringComparer.Ordinal);
        if (first.Checks.FirstOrDefault(c => !(checks.GetValueOrDefault(c.Name) is { } other && Form(c.Condition.Condition) == Form(other.Condition) && Form(c.Condition.Message) == Form(other.Message))) is { } check)
            return $"the check {check.Name}";
        return first.Checks.Count == second.Checks.Count ? null : "the checks";
    }

    private static string? Difference(BoundResource first, BoundResource second)
    {
        if (first.Properties.Keys.Union(second.Properties.Keys, StringComparer.Ordinal).FirstOrDefault(n => Form(first, n) != Form(second, n)) is { } property) return property;
        if ((first.Existing is { } id ? Form(id) : null) != (second.Existing is { } otherId ? Form(otherId) : null)) return "the id";
        if (!first.Dependencies.Order(StringComparer.Ordinal).SequenceEqual(second.Dependencies.Order(StringComparer.Ordinal))) return "what it depends on";
        var (options, others) = (BoundOptionsJson.Write(first.Options with { ReplaceTrigger = null }), BoundOptionsJson.Write(second.Options with { ReplaceTrigger = null }));
        var (trigger, other) = (first.Options.ReplaceTrigger, second.Options.ReplaceTrigger);
        return options.Equals(others) && (trigger is null ? other is null : other is not null && Form(trigger) == Form(other)) ? null : "the options";
    }

    private static string? Form(BoundResource resource, string property) => resource.Properties.TryGetValue(property, out var value) ? Form(value) : null;

    private static string Form(Expression expression) => DatumWriter.Write(ExpressionJson.Write(CanonicalForm.Of(expression)), sortKeys: true);
}
