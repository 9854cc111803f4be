using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Binding;

/// <summary>Options as canonical JSON data: only what isn't as it would be without, so that a resource without options has none.</summary>
public static class BoundOptionsJson
{
    public static Datum Write(BoundOptions options)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        if (options.Protect) members.Add(new("protect", Datum.Of(true)));
        if (options.Aliases.Count > 0) members.Add(new("aliases", Datum.ListOf(options.Aliases.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Datum.Of))));
        if (options.Retain) members.Add(new("retain", Datum.Of(true)));
        if (options.IgnoreChanges.Count > 0) members.Add(new("ignoreChanges", Paths(options.IgnoreChanges)));
        if (options.ReplaceOn.Count > 0) members.Add(new("replaceOn", Paths(options.ReplaceOn)));
        if (options.ReplaceTrigger is { } trigger) members.Add(new("replaceTrigger", ExpressionJson.Write(SecretMask.Of(CanonicalForm.Of(trigger), null))));
        if (options.DeleteBeforeReplace) members.Add(new("deleteBeforeReplace", Datum.Of(true)));
        return Datum.MapOf(members);
    }

    private static Datum Paths(IEnumerable<PropertyPath> paths) =>
        Datum.ListOf(paths.Select(p => p.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Datum.Of));
}
