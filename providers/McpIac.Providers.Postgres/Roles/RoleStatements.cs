using McpIac.Providers.Postgres.Connections;

namespace McpIac.Providers.Postgres.Roles;

/// <summary>What makes a role as asked.</summary>
internal static class RoleStatements
{
    // Their values are lists of names; as one text they would be a single name with commas in it.
    private static readonly HashSet<string> Lists = new(["search_path", "temp_tablespaces", "local_preload_libraries", "session_preload_libraries"], StringComparer.OrdinalIgnoreCase);

    /// <param name="before">As it is; a bare one when it is made.</param>
    /// <param name="dropPassword">It has a password from here, and is to have none.</param>
    public static IEnumerable<string> Change(RoleProperties before, RoleProperties asked, bool dropPassword)
    {
        var role = Sql.Name(asked.Name);
        var options = Options(before, asked, dropPassword).ToArray();
        if (options.Length > 0) yield return $"ALTER ROLE {role} {string.Join(' ', options)}";
        foreach (var group in (before.MemberOf ?? []).Except(asked.MemberOf ?? [])) yield return $"REVOKE {Sql.Name(group)} FROM {role}";
        foreach (var group in (asked.MemberOf ?? []).Except(before.MemberOf ?? [])) yield return $"GRANT {Sql.Name(group)} TO {role}";
        var (was, willBe) = (before.Config ?? new Dictionary<string, string>(), asked.Config ?? new Dictionary<string, string>());
        foreach (var setting in was.Keys.Where(k => !willBe.ContainsKey(k))) yield return $"ALTER ROLE {role} RESET {Setting(setting)}";
        foreach (var (setting, value) in willBe.Where(s => was.GetValueOrDefault(s.Key) != s.Value)) yield return $"ALTER ROLE {role} SET {Setting(setting)} TO {Value(setting, value)}";
    }

    // Only what differs is said: who isn't a superuser may not even say NOSUPERUSER.
    private static IEnumerable<string> Options(RoleProperties before, RoleProperties asked, bool dropPassword)
    {
        (bool Was, bool WillBe, string Word)[] flags =
        [
            (before.Login, asked.Login, "LOGIN"), (before.Superuser, asked.Superuser, "SUPERUSER"), (before.Createdb, asked.Createdb, "CREATEDB"), (before.Createrole, asked.Createrole, "CREATEROLE"),
            (before.Inherit, asked.Inherit, "INHERIT"), (before.Replication, asked.Replication, "REPLICATION"), (before.Bypassrls, asked.Bypassrls, "BYPASSRLS"),
        ];
        foreach (var (was, willBe, word) in flags) if (was != willBe) yield return willBe ? word : "NO" + word;
        if (before.ConnectionLimit != asked.ConnectionLimit) yield return $"CONNECTION LIMIT {asked.ConnectionLimit}";
        if (before.ValidUntil != asked.ValidUntil) yield return $"VALID UNTIL {Sql.Text(asked.ValidUntil ?? "infinity")}";
        if (asked.Password is { } password) yield return $"PASSWORD {Sql.Text(ScramVerifier.Of(password))}";
        else if (dropPassword) yield return "PASSWORD NULL";
    }

    // A setting of an extension has two parts: auto_explain.log_min_duration.
    private static string Setting(string name) => string.Join('.', name.Split('.').Select(Sql.Name));

    private static string Value(string setting, string value) =>
        Lists.Contains(setting) ? string.Join(", ", value.Split(',', StringSplitOptions.TrimEntries).Select(v => Sql.Text(v.Trim('"')))) : Sql.Text(value);
}
