using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl;

/// <summary>The options of a resource as data, by the names that documents have for them: its own, and those that it has from its components.</summary>
internal static class WrittenOptions
{
    public static IEnumerable<KeyValuePair<string, Expression>> Of(Resource resource)
    {
        if (Nearest(resource, o => o.Protect) is { } protect) yield return Flag("protect", protect);
    }

    private static bool? Nearest(Resource resource, Func<ResourceOptions, bool?> option) =>
        new[] { resource.Options }.Concat((resource.Options?.Parent?.Path() ?? []).Select(c => c.Options)).Select(o => o is null ? null : option(o)).FirstOrDefault(v => v is not null);

    private static KeyValuePair<string, Expression> Flag(string name, bool value) => new(name, new Literal(Datum.Of(value)));
}
