namespace McpIac.Schemas.Inference;

/// <summary>Singular and plural of English nouns, as far as names of tools need them.</summary>
internal static class Nouns
{
    private static readonly HashSet<string> Same = new(StringComparer.Ordinal)
    {
        "data", "series", "news", "sms", "aws", "dns", "os", "ios", "tls", "https", "nas", "kubernetes", "redis", "postgres", "analytics", "metadata", "access", "media", "gas",
    };

    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["indices"] = "index", ["vertices"] = "vertex", ["matrices"] = "matrix", ["people"] = "person", ["children"] = "child", ["criteria"] = "criterion", ["analyses"] = "analysis",
        ["movies"] = "movie", ["cookies"] = "cookie", ["keys"] = "key", ["aliases"] = "alias", ["statuses"] = "status", ["buses"] = "bus", ["caches"] = "cache",
    };

    /// <summary>One of them, for people to read: <c>entities</c> → <c>entity</c>. A word that isn't a plural stays.</summary>
    public static string Singular(string word)
    {
        if (Irregular.TryGetValue(word, out var singular)) return singular;
        if (word.Length < 4 && word != "vms" && word != "ips" && word != "ids" && word != "kvs" && word != "dbs") return word;
        if (Same.Contains(word) || Ends(word, "ss") || Ends(word, "us") || Ends(word, "is") || !Ends(word, "s")) return word;
        if (Ends(word, "ies")) return word.Substring(0, word.Length - 3) + "y";
        return Ends(word, "sses") || Ends(word, "xes") || Ends(word, "ches") || Ends(word, "shes") || Ends(word, "zzes")
            ? word.Substring(0, word.Length - 2)
            : word.Substring(0, word.Length - 1);
    }

    /// <summary>The same for singular and plural, for comparing; not for reading.</summary>
    public static string Stem(string word)
    {
        var singular = Singular(word);
        return singular.Length > 3 && Ends(singular, "e") ? singular.Substring(0, singular.Length - 1) : singular;
    }

    private static bool Ends(string word, string end) => word.EndsWith(end, StringComparison.Ordinal);
}
