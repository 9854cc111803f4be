using McpIac.Providers.Handlers;

namespace McpIac.Providers.Docker.Ownership;

/// <summary>Labels that say which create made an object, so that one whose answer was lost finds what it made, and nothing else.</summary>
internal static class Marks
{
    public const string Key = "io.mcpiac.key", Urn = "io.mcpiac.urn";

    /// <summary>An image's own: its labels are those of its containers too.</summary>
    private const string ImageKey = "io.mcpiac.image.key", ImageUrn = "io.mcpiac.image.urn";

    private const string Ours = "io.mcpiac.";

    /// <summary>The author's labels with the marks.</summary>
    public static Dictionary<string, string> On(IReadOnlyDictionary<string, string>? labels, OperationContext context) =>
        new(labels ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [Key] = context.Key, [Urn] = context.Urn };

    public static Dictionary<string, string> OnImage(IReadOnlyDictionary<string, string>? labels, OperationContext context) =>
        new(labels ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [ImageKey] = context.Key, [ImageUrn] = context.Urn };

    /// <summary>The author's labels: those that the object has from elsewhere, as an image's, left out.</summary>
    public static IReadOnlyDictionary<string, string>? Without(IDictionary<string, string>? labels, IDictionary<string, string>? inherited = null)
    {
        var own = (labels ?? new Dictionary<string, string>())
            .Where(l => !l.Key.StartsWith(Ours, StringComparison.Ordinal) && !(inherited?.TryGetValue(l.Key, out var value) == true && value == l.Value))
            .ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal);
        return own.Count == 0 ? null : own;
    }

    /// <summary>A filter for lists.</summary>
    public static Dictionary<string, IDictionary<string, bool>> Filter(string key) => Labelled($"{Key}={key}");

    public static Dictionary<string, IDictionary<string, bool>> ImageFilter(string key) => Labelled($"{ImageKey}={key}");

    public static Dictionary<string, IDictionary<string, bool>> Labelled(string label) => new() { ["label"] = new Dictionary<string, bool> { [label] = true } };

    public static bool IsOf(IDictionary<string, string>? labels, string key) => labels?.TryGetValue(Key, out var stamped) == true && stamped == key;
}
