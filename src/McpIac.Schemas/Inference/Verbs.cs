namespace McpIac.Schemas.Inference;

/// <summary>The verbs that names of tools are made of.</summary>
internal static class Verbs
{
    private const string Make = "make";

    private static readonly Dictionary<string, Verb> Known = Table();

    // Nouns that say at the end of a name that it is read (backend_health), and nothing elsewhere (version_delete).
    private static readonly HashSet<string> OnlyAtTheEnd = new(StringComparer.Ordinal)
    {
        "status", "stats", "statistics", "logs", "log", "history", "overview", "usage", "health", "version", "details", "info",
    };

    public static Verb? Find(string word) => Known.TryGetValue(word, out var verb) ? verb : null;

    /// <summary>The verb that a word is where it stands.</summary>
    public static Verb? Find(IReadOnlyList<string> words, int at) => at < words.Count - 1 && OnlyAtTheEnd.Contains(words[at]) ? null : Find(words[at]);

    private static Dictionary<string, Verb> Table()
    {
        var table = new Dictionary<string, Verb>(StringComparer.Ordinal);
        void Add(VerbMeaning meaning, string family, bool strong, string words)
        {
            foreach (var word in words.Split(' ')) table.Add(word, new Verb(meaning, family, table.Count, strong));
        }

        Add(VerbMeaning.Create, Make, true, "create add");
        Add(VerbMeaning.Put, Make, true, "upsert createorupdate addorupdate");
        Add(VerbMeaning.Put, Make, false, "put set write save");
        Add(VerbMeaning.Create, Make, false, "make new insert provision launch run upload deploy pull build");
        Add(VerbMeaning.Delete, Make, true, "delete remove destroy drop");
        Add(VerbMeaning.Delete, Make, false, "terminate erase del rm");
        Add(VerbMeaning.Update, Make, true, "update modify");
        Add(VerbMeaning.Update, Make, false, "edit patch change replace alter");
        Add(VerbMeaning.Get, Make, true, "get read describe");
        Add(VerbMeaning.Get, Make, false, "show inspect fetch retrieve view details info");
        Add(VerbMeaning.List, Make, true, "list");
        Add(VerbMeaning.List, Make, false, "ls enumerate");

        // "query", "check", "explain" and "execute" are left out: what is asked for may change things, and a data source is read while planning.
        Add(VerbMeaning.Look, Make, false, "search find lookup count browse status stats statistics logs log history overview usage health version whoami");
        Add(VerbMeaning.Act, Make, false, "send publish post notify start stop restart reboot trigger cancel connect disconnect push commit merge reset import export restore rollback");
        Add(VerbMeaning.Act, Make, false, "rename move copy enable disable toggle activate deactivate approve reject lock unlock");

        foreach (var (does, undoes) in new[]
        {
            ("install", "uninstall"), ("register", "unregister deregister"), ("attach", "detach"), ("assign", "unassign"), ("grant", "revoke"), ("allocate", "release deallocate"),
            ("subscribe", "unsubscribe"), ("mount", "unmount"), ("associate", "disassociate"), ("bind", "unbind"), ("link", "unlink"),
        })
        {
            Add(VerbMeaning.Create, does, false, does);
            Add(VerbMeaning.Delete, does, false, undoes);
        }

        Add(VerbMeaning.Update, "install", false, "upgrade");
        return table;
    }
}
