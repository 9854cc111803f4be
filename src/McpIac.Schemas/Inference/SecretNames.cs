namespace McpIac.Schemas.Inference;

/// <summary>Names that secrets have. A plain server's schema doesn't say what is one, and a secret shown once is no secret any more.</summary>
internal static class SecretNames
{
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal) { "password", "passwd", "passphrase", "pwd", "secret", "credentials", "apikey" };

    private static readonly HashSet<string> Keys = new(StringComparer.Ordinal) { "api", "private", "access", "secret", "encryption", "signing", "account", "shared" };

    private static readonly HashSet<string> Tokens = new(StringComparer.Ordinal) { "api", "auth", "access", "bearer", "refresh", "session", "security", "personal", "bot" };

    public static bool Looks(string name)
    {
        var words = NameWords.Split(name);
        if (words.Length == 0) return false;
        var (last, before) = (words[words.Length - 1], words.Length > 1 ? words[words.Length - 2] : "");
        return Always.Contains(last)
            || last == "key" && Keys.Contains(before)
            || last == "token" && (before.Length == 0 || Tokens.Contains(before))
            || last == "value" && before == "secret"
            || last == "string" && before == "connection";
    }
}
