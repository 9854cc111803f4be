using McpIac.Providers.Postgres.Connections;

namespace McpIac.Providers.Postgres.Grants;

/// <summary>Which privileges there are, and what of them a role has.</summary>
internal static class Privileges
{
    public const string All = "ALL", Everybody = "public";

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["database"] = ["CREATE", "CONNECT", "TEMPORARY"], ["schema"] = ["USAGE", "CREATE"],
        ["table"] = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"], ["column"] = ["SELECT", "INSERT", "UPDATE", "REFERENCES"],
        ["sequence"] = ["USAGE", "SELECT", "UPDATE"], ["function"] = ["EXECUTE"], ["type"] = ["USAGE"],
    };

    public static IReadOnlyList<string> Of(string objectType) => Known[objectType];

    public static IReadOnlyList<string> Expanded(string objectType, IReadOnlyList<string> privileges) => privileges.Contains(All) ? Known[objectType] : privileges;

    public static string Grantee(string role) => role == Everybody ? "PUBLIC" : Sql.Name(role);

    /// <summary>What a role has, in the words that were asked for where it is the same.</summary>
    /// <param name="each">What it has on each object; none when there are no objects, and then it is as asked.</param>
    public static Held Sum(string objectType, IReadOnlyList<string> asked, bool withGrantOption, IReadOnlyList<Held> each)
    {
        if (each.Count == 0) return new Held(asked, withGrantOption);
        var wanted = Expanded(objectType, asked);

        // What is lacking on one object is lacking; what is too much on one is too much.
        string[] held = [.. Known[objectType].Where(p => wanted.Contains(p) ? each.All(h => h.Names.Contains(p)) : each.Any(h => h.Names.Contains(p)))];
        return new Held(held.ToHashSet().SetEquals(wanted) ? asked : held, each.All(h => h.Grantable) || held.Length == 0 && withGrantOption);
    }
}

/// <param name="Grantable">Whether all of them may be granted on.</param>
internal sealed record Held(IReadOnlyList<string> Names, bool Grantable);
