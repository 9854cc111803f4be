namespace McpIac.Plans.Secrets;

/// <summary>What of this process's environment a provider's server gets: what programs need to run at all, and what is listed. A shell may have exported anybody's credentials.</summary>
public static class PassedVariables
{
    // To find programs, people's folders and language, the network and whom to trust there. None of them is called for its secret.
    private static readonly string[] Basic =
    [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "TERM", "LANG", "LANGUAGE", "LC_*", "TZ", "TZDIR", "TMPDIR", "TEMP", "TMP", "XDG_*", "LD_LIBRARY_PATH", "DOTNET_ROOT*",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_*", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE",
        "SystemRoot", "SystemDrive", "WinDir", "ComSpec", "PATHEXT", "USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA", "ProgramData", "ProgramFiles*", "ProgramW6432",
        "CommonProgramFiles*", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE",
    ];

    /// <summary>Whether a text can be listed: a variable's name, or how several begin, with <c>*</c> at the end.</summary>
    public static bool IsPattern(string text) => text.Length > 0 && text.IndexOfAny(['=', '\0']) < 0 && text.IndexOf('*') is var star && (star < 0 || star == text.Length - 1);

    /// <summary>Takes out of a process's environment what it doesn't get.</summary>
    /// <param name="listed">Patterns; what is for <c>mciacc</c> itself is never passed on.</param>
    /// <returns>The names of what was taken out.</returns>
    public static IReadOnlyList<string> Keep(IDictionary<string, string?> environment, IReadOnlyList<string> listed)
    {
        OwnVariables.Hide(environment);

        // Proxies are written in either case, and Windows knows none.
        string[] withheld = [.. environment.Keys.Where(n => !Basic.Any(p => Matches(p, n, StringComparison.OrdinalIgnoreCase)) && !listed.Any(p => Matches(p, n, Comparison)))];
        foreach (var name in withheld) environment.Remove(name);
        return withheld;
    }

    private static StringComparison Comparison => OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static bool Matches(string pattern, string name, StringComparison comparison) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], comparison) : name.Equals(pattern, comparison);
}
