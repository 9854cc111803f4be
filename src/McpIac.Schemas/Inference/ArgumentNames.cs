namespace McpIac.Schemas.Inference;

/// <summary>
/// The members of a type, found also under the names that tools give them: a workflow's <c>id</c> is <c>workflowId</c> elsewhere, an entity's
/// <c>name</c> one of <c>entityNames</c>.
/// </summary>
/// <param name="noun">What the tools are about.</param>
internal sealed class ArgumentNames(IReadOnlyList<string> noun)
{
    private static readonly HashSet<string> Identifying = new(
        new[] { "id", "uuid", "uid", "guid", "name", "key", "arn", "slug", "handle", "identifier", "number", "url", "uri", "path", "email", "username" }.Select(Nouns.Stem),
        StringComparer.Ordinal);

    private readonly HashSet<string> own = new(noun.Select(Nouns.Stem), StringComparer.Ordinal);
    private readonly HashSet<string> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> byKey = new(StringComparer.Ordinal);

    public void Add(string member)
    {
        exact.Add(member);
        var key = Key(member);
        if (!byKey.ContainsKey(key)) byKey.Add(key, member);
    }

    /// <summary>The member that a name means: itself, or one that differs in the noun or in number only. Null when there is none.</summary>
    public string? Find(string name) => exact.Contains(name) ? name : byKey.TryGetValue(Key(name), out var member) ? member : null;

    /// <summary>Whether a thing can be told from others by it.</summary>
    public static bool Identifies(string name) =>
        NameWords.Split(name) is { Length: > 0 } words && Identifying.Contains(Nouns.Stem(words[words.Length - 1]));

    private string Key(string name)
    {
        var words = NameWords.Split(name).Select(Nouns.Stem).ToArray();
        var skip = 0;
        while (skip + 1 < words.Length && own.Contains(words[skip])) skip++;
        return string.Join(" ", words.Skip(skip));
    }
}
