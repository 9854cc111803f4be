namespace McpIac.Plans.Secrets;

/// <summary>Environment variables that are for <c>mciacc</c> itself and may hold secrets: no process that it starts gets them.</summary>
public static class OwnVariables
{
    public const string Passphrase = "MCIACC_PASSPHRASE", NewPassphrase = "MCIACC_NEW_PASSPHRASE", KeyFile = "MCIACC_KEY_FILE", State = "MCIACC_STATE", ParameterPrefix = "MCIACC_PARAM_";

    /// <summary>Takes them out of a process's environment.</summary>
    public static void Hide(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsHidden).ToArray()) environment.Remove(name);
    }

    private static bool IsHidden(string name) => name is Passphrase or NewPassphrase or KeyFile or State || name.StartsWith(ParameterPrefix, StringComparison.Ordinal);
}
