namespace McpIac.Compiler.Children;

/// <summary>
/// What a program's process sees of the environment: what the runtime and the operating system need, nothing else. Tokens and passwords
/// that a shell exports can't end up in a plan, and a program's result can't depend on what isn't part of its inputs.
/// </summary>
internal static class ChildEnvironment
{
    private static readonly string[] Names =
    [
        "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LANG", "LANGUAGE", "TZ", "TZDIR", "LD_LIBRARY_PATH", "SSL_CERT_DIR", "SSL_CERT_FILE",
        "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES", "PATHEXT", "COMSPEC", "SYSTEMDRIVE",
    ];

    private static readonly string[] Prefixes = ["DOTNET_", "LC_"];

    public static void Apply(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(n => !Allowed(n)).ToArray()) environment.Remove(name);
    }

    private static bool Allowed(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) || Prefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));
}
