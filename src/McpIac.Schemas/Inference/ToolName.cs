namespace McpIac.Schemas.Inference;

/// <summary>A tool's name, understood.</summary>
/// <param name="Verb">Null when it has none that is known.</param>
/// <param name="Noun">The other words, in their order and as written; empty when the name is nothing but a verb.</param>
/// <param name="IsMixed">It says two things: <c>get_or_create_user</c>.</param>
internal sealed record ToolName(Verb? Verb, IReadOnlyList<string> Noun, bool IsMixed = false)
{
    private static readonly HashSet<string> Quantities = new(StringComparer.Ordinal) { "all", "many", "bulk", "batch", "multiple", "several" };

    /// <summary>The same for the names of all tools that are about one thing.</summary>
    public string Key { get; } = string.Join(" ", Noun.Select(Nouns.Stem));

    /// <summary>Whether it may be about one thing of a kind, so that a lifecycle may have it.</summary>
    public bool IsOfOne => Noun.Count > 0 && !Noun.Any(Quantities.Contains);

    /// <summary>The names of one server's tools, in the same order. They are read together, because servers have habits.</summary>
    public static IReadOnlyList<ToolName> Read(IReadOnlyList<string> names)
    {
        var words = WithoutCommonStart(names.Select(n => Merged(NameWords.Split(n))).ToArray());
        var endFirst = words.Count(w => StrongAt(w, w.Count - 1)) > words.Count(w => StrongAt(w, 0));
        return words.Select(w => Read(w, endFirst)).ToArray();
    }

    /// <summary>A first word that all tools share is the server's own name. Not when it is a verb, and not when nothing but verbs would be left.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> WithoutCommonStart(string[][] words)
    {
        var skip = 0;
        while (words.Length > 1 && words.All(w => w.Length > skip + 1 && w[skip] == words[0][skip]) && Verbs.Find(words[0][skip]) is null
            && words.Any(w => w.Length > skip + 2 && w.Skip(skip + 1).Any(v => Verbs.Find(v) is not null))) skip++;
        return words.Select(w => w.Skip(skip).ToArray()).ToArray();
    }

    /// <summary><c>create or update</c> is one verb.</summary>
    private static string[] Merged(string[] words)
    {
        for (var i = 0; i + 2 < words.Length; i++)
        {
            if (words[i] is "create" or "add" && words[i + 1] is "or" or "and" && words[i + 2] is "update")
                return [.. words.Take(i), "upsert", .. words.Skip(i + 3)];
        }

        return words;
    }

    private static ToolName Read(IReadOnlyList<string> words, bool endFirst)
    {
        var last = words.Count - 1;
        var middle = Enumerable.Range(1, Math.Max(0, last - 1));
        var places = (endFirst ? new[] { last, 0 } : [0, last]).Concat(middle).Where(i => i >= 0 && i <= last).ToArray();
        foreach (var strong in new[] { true, false })
        {
            foreach (var at in places)
            {
                if (Verbs.Find(words, at) is { } verb && verb.IsStrong == strong) return new ToolName(verb, NounOf(words, at, verb), SaysTwoThings(words, verb));
            }
        }

        return new ToolName(null, words.ToArray());
    }

    private static string[] NounOf(IReadOnlyList<string> words, int verbAt, Verb verb)
    {
        var noun = words.Where((_, i) => i != verbAt);
        // get_rule_by_uid reads a rule; so does list_all_rules.
        return verb.Meaning is VerbMeaning.Get or VerbMeaning.List ? noun.TakeWhile((w, i) => i == 0 || w != "by").Where(w => w != "all").ToArray() : noun.ToArray();
    }

    private static bool SaysTwoThings(IReadOnlyList<string> words, Verb verb) =>
        verb.Reads && words.Any(w => w is "or" or "and" or "then") && words.Any(w => Verbs.Find(w) is { Reads: false });

    private static bool StrongAt(IReadOnlyList<string> words, int at) => words.Count > 1 && Verbs.Find(words[at]) is { IsStrong: true };
}
