using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl;

/// <summary>The options of a resource as data, by the names that documents have for them: its own, and those that it has from its components.</summary>
internal static class WrittenOptions
{
    /// <param name="deployment">The deployment's name, for urns.</param>
    public static IEnumerable<KeyValuePair<string, Expression>> Of(Resource resource, string deployment)
    {
        // What a component says of its resources is said of what it manages.
        var inherits = resource.Existing is null;
        string[] aliases = [.. resource.Options?.Aliases ?? [], .. inherits ? FormerAddresses.Of(resource, deployment) : []];
        if (aliases.Length > 0) yield return Texts("aliases", aliases);
        if (resource.Options?.Provider is { } provider) yield return new("provider", Tokens.Recover(provider));
        if (resource.Options?.Import is { } import) yield return new("import", Tokens.Recover(import));
        foreach (var inherited in inherits ? Inherited(resource.Options) : Own(resource.Options)) yield return inherited;
        if (resource.Postconditions.Count > 0) yield return Conditions("postconditions", resource.Postconditions);
        if (resource.Options is not { } options) yield break;
        if (options.Preconditions.Count > 0) yield return Conditions("preconditions", options.Preconditions);
        if (options.IgnoreChanges.Count > 0) yield return Texts("ignoreChanges", options.IgnoreChanges);
        if (options.ReplaceOn.Count > 0) yield return Texts("replaceOn", options.ReplaceOn);
        if (options.ReplaceTrigger is { } trigger) yield return new("replaceTrigger", trigger.OrNull);
        if (options.DeleteBeforeReplace) yield return Flag("deleteBeforeReplace", true);
        if (options.Hook is { } hook) yield return new("hook", hook.ToExpression());
        if (options.Timeouts is { } timeouts) yield return Map("timeouts", ("create", Duration(timeouts.Create)), ("update", Duration(timeouts.Update)), ("delete", Duration(timeouts.Delete)));
        if (options.Retries is { } retries) yield return Map("retries", ("attempts", retries.Attempts is { } n ? new Literal(Datum.Of((long)n)) : null), ("on", retries.On.Count > 0 ? Texts("", retries.On).Value : null));
    }

    /// <summary>C#'s names of those options of a component that mean something for a single resource only.</summary>
    public static IEnumerable<string> OfResourcesAlone(ResourceOptions options)
    {
        if (options.Provider is not null) yield return nameof(options.Provider);
        if (options.Import is not null) yield return nameof(options.Import);
        if (options.IgnoreChanges.Count > 0) yield return nameof(options.IgnoreChanges);
        if (options.ReplaceOn.Count > 0) yield return nameof(options.ReplaceOn);
        if (options.ReplaceTrigger is not null) yield return nameof(options.ReplaceTrigger);
        if (options.DeleteBeforeReplace) yield return nameof(options.DeleteBeforeReplace);
        if (options.Hook is not null) yield return nameof(options.Hook);
        if (options.Preconditions.Count > 0) yield return nameof(options.Preconditions);
        if (options.Timeouts is not null) yield return nameof(options.Timeouts);
        if (options.Retries is not null) yield return nameof(options.Retries);
    }

    /// <summary>Those that the components around say, too; the nearest counts.</summary>
    public static IEnumerable<KeyValuePair<string, Expression>> Inherited(ResourceOptions? own)
    {
        if (Nearest(own, o => o.Protect) is { } protect) yield return Flag("protect", protect);
        if (Nearest(own, o => o.Retain) is { } retain) yield return Flag("retain", retain);
    }

    private static IEnumerable<KeyValuePair<string, Expression>> Own(ResourceOptions? own)
    {
        if (own?.Protect is { } protect) yield return Flag("protect", protect);
        if (own?.Retain is { } retain) yield return Flag("retain", retain);
    }

    private static bool? Nearest(ResourceOptions? own, Func<ResourceOptions, bool?> option) =>
        new[] { own }.Concat((own?.Parent?.Path() ?? []).Select(c => c.Options)).Select(o => o is null ? null : option(o)).FirstOrDefault(v => v is not null);

    private static KeyValuePair<string, Expression> Conditions(string name, IEnumerable<ResourceCondition?> conditions) =>
        new(name, new ListExpression([.. conditions.OfType<ResourceCondition>().Select(c => c.ToExpression())]));

    private static Literal? Duration(TimeSpan? duration) => duration is { } given ? new(Datum.Of(Durations.Write(given))) : null;

    private static KeyValuePair<string, Expression> Map(string name, params IEnumerable<(string Name, Expression? Value)> members) =>
        new(name, new MapExpression([.. members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value ?? Literals.Null))]));

    // The compiler doesn't check that a text isn't null; what made it may have put a value into it.
    private static KeyValuePair<string, Expression> Texts(string name, IEnumerable<string?> texts) =>
        new(name, new ListExpression([.. texts.Select(t => t is null ? Literals.Null : Tokens.Recover(t))]));

    private static KeyValuePair<string, Expression> Flag(string name, bool value) => new(name, new Literal(Datum.Of(value)));
}
