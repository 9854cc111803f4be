using McpIac.Dsl.Expressions;

namespace McpIac.Plans.Binding;

/// <summary>
/// A place in a resource's properties: <c>tags.env</c>, <c>ingress[0].fromPort</c>, <c>ingress[*].fromPort</c>, <c>labels["app.kubernetes.io/name"]</c>, or <c>*</c> for all.
/// </summary>
/// <param name="Segments">Names, indices and keys; null for any.</param>
public sealed record PropertyPath(EquatableList<string?> Segments)
{
    /// <summary>The path, or null when the text is none.</summary>
    public static PropertyPath? Parse(string text)
    {
        var segments = new List<string?>();
        for (var at = 0; at < text.Length || segments.Count == 0;)
        {
            var (segment, next) = at < text.Length && text[at] == '[' && at > 0 ? Bracket(text, at) : Name(text, at == 0 ? 0 : text[at] == '.' ? at + 1 : text.Length);
            if (next < 0) return null;
            segments.Add(segment);
            at = next;
        }

        return new PropertyPath([.. segments]);
    }

    /// <summary>True when a change at a path of <see cref="Planning.PropertyChange"/> is at this place or inside of it.</summary>
    public bool Covers(string changed) => Covers(changed, 0, 0);

    public override string ToString() => string.Concat(Segments.Select((s, i) => s switch
    {
        null => i == 0 ? "*" : "[*]",
        _ when i > 0 && s.Length > 0 && s.All(char.IsAsciiDigit) => $"[{s}]",
        _ when s.Length > 0 && s.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '$') => i == 0 ? s : "." + s,
        _ => i == 0 ? s : $"[\"{s}\"]",
    }));

    // Keys may hold the separator, so a name is looked for as a whole.
    private bool Covers(string changed, int at, int segment)
    {
        if (segment == Segments.Count) return true;
        if (segment > 0)
        {
            if (at >= changed.Length || changed[at] != '/') return false;
            at++;
        }

        if (Segments[segment] is { } name)
        {
            var end = at + name.Length;
            return string.CompareOrdinal(changed, at, name, 0, name.Length) == 0 && (end == changed.Length || (end < changed.Length && changed[end] == '/')) && Covers(changed, end, segment + 1);
        }

        for (var end = changed.IndexOf('/', at); end >= 0; end = changed.IndexOf('/', end + 1))
        {
            if (Covers(changed, end, segment + 1)) return true;
        }

        return at < changed.Length && Covers(changed, changed.Length, segment + 1);
    }

    private static (string? Segment, int Next) Name(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] is not ('.' or '[' or ']' or '"')) end++;
        var name = text[start..end];
        return name.Length == 0 || name.Trim() != name ? (null, -1) : (name == "*" ? null : name, end);
    }

    private static (string? Segment, int Next) Bracket(string text, int open)
    {
        var quoted = open + 1 < text.Length && text[open + 1] == '"';
        var close = text.IndexOf(quoted ? "\"]" : "]", open + (quoted ? 2 : 1), StringComparison.Ordinal);
        if (close < 0) return (null, -1);
        var inner = text[(open + (quoted ? 2 : 1))..close];
        var next = close + (quoted ? 2 : 1);
        if (quoted) return (inner, next);
        if (inner == "*") return (null, next);
        return inner.Length > 0 && inner.All(char.IsAsciiDigit) ? (inner, next) : (null, -1);
    }
}
