using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Binding;

/// <summary>Options as canonical JSON data: only what isn't as it would be without, so that a resource without options has none.</summary>
public static class BoundOptionsJson
{
    public static Datum Write(BoundOptions options)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        if (options.Provider is { } provider) members.Add(new("provider", Datum.Of(provider)));
        if (options.Import is { } import) members.Add(new("import", Datum.Of(import)));
        if (options.Protect) members.Add(new("protect", Datum.Of(true)));
        if (options.Aliases.Count > 0) members.Add(new("aliases", Datum.ListOf(options.Aliases.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Datum.Of))));
        if (options.Retain) members.Add(new("retain", Datum.Of(true)));
        if (options.IgnoreChanges.Count > 0) members.Add(new("ignoreChanges", Paths(options.IgnoreChanges)));
        if (options.ReplaceOn.Count > 0) members.Add(new("replaceOn", Paths(options.ReplaceOn)));
        if (options.ReplaceTrigger is { } trigger) members.Add(new("replaceTrigger", Masked(trigger)));
        if (options.DeleteBeforeReplace) members.Add(new("deleteBeforeReplace", Datum.Of(true)));
        AddPatience(options, members);
        if (options.Hook is { } hook) members.Add(new("hook", Datum.MapOf([new("of", Datum.Of(hook.Of)), new(hook.Before ? "before" : "after", Datum.ListOf(hook.On.Select(Datum.Of)))])));
        if (options.Preconditions.Count > 0) members.Add(new("preconditions", Conditions(options.Preconditions)));
        if (options.Postconditions.Count > 0) members.Add(new("postconditions", Conditions(options.Postconditions)));
        return Datum.MapOf(members);
    }

    /// <summary>How long is waited, and how often it is tried.</summary>
    internal static void AddPatience(BoundOptions options, List<KeyValuePair<string, Datum>> members)
    {
        if (options.Timeouts.Count > 0)
            members.Add(new("timeouts", Datum.MapOf(options.Timeouts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => KeyValuePair.Create(t.Key, Datum.Of(Durations.Write(t.Value)))))));
        var retries = new List<KeyValuePair<string, Datum>>();
        if (options.Attempts is { } attempts) retries.Add(new("attempts", Datum.Of((long)attempts)));
        if (options.RetryOn.Count > 0) retries.Add(new("on", Datum.ListOf(options.RetryOn.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Datum.Of))));
        if (retries.Count > 0) members.Add(new("retries", Datum.MapOf(retries)));
    }

    /// <summary>What <see cref="AddPatience"/> wrote.</summary>
    internal static BoundOptions ReadPatience(Datum? written) => written is null ? BoundOptions.None : new BoundOptions
    {
        Timeouts = (written["timeouts"]?.Members ?? []).Select(m => (m.Key, Value: Durations.Read(m.Value.AsText() ?? ""))).Where(t => t.Value is not null)
            .ToDictionary(t => t.Key, t => t.Value ?? default, StringComparer.Ordinal),
        Attempts = written["retries"]?["attempts"]?.AsInteger() is { } attempts and > 0 and <= int.MaxValue ? (int)attempts : null,
        RetryOn = [.. (written["retries"]?["on"]?.Items ?? []).Select(i => i.AsText()).OfType<string>()],
    };

    private static Datum Conditions(IEnumerable<BoundCondition> conditions) =>
        Datum.ListOf(conditions.Select(Write));

    internal static Datum Write(BoundCondition condition) => Datum.MapOf([new("condition", Masked(condition.Condition)), new("message", Masked(condition.Message))]);

    private static Datum Masked(Expression expression) => ExpressionJson.Write(SecretMask.Of(CanonicalForm.Of(expression), null));

    private static Datum Paths(IEnumerable<PropertyPath> paths) =>
        Datum.ListOf(paths.Select(p => p.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Datum.Of));
}
