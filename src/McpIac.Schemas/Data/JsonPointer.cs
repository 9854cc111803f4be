namespace McpIac.Schemas.Data;

/// <summary>JSON pointers (RFC 6901): <c>/properties/a~1b</c>.</summary>
public static class JsonPointer
{
    public static string Append(string pointer, string token) => pointer + "/" + token.Replace("~", "~0").Replace("/", "~1");

    public static string Append(string pointer, int index) => pointer + "/" + index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The unescaped tokens; none for the whole document.</summary>
    public static IEnumerable<string> Tokens(string pointer) =>
        pointer.Length == 0 ? [] : pointer.Substring(1).Split('/').Select(t => t.Replace("~1", "/").Replace("~0", "~"));

    /// <summary>What a pointer names, or null when there is no such thing.</summary>
    public static Datum? Find(Datum root, string pointer)
    {
        Datum? found = root;
        foreach (var token in Tokens(pointer))
        {
            found = found.Kind == DatumKind.List
                ? int.TryParse(token, out var index) && index >= 0 && index < found.Items.Count ? found.Items[index] : null
                : found[token];
            if (found is null) return null;
        }

        return found;
    }
}
