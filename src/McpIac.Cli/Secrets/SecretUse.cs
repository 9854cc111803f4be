namespace McpIac.Cli.Secrets;

/// <summary>What a command wants of the secrets that a program names.</summary>
internal enum SecretUse
{
    /// <summary>Nothing: it is about what exists.</summary>
    None,

    /// <summary>Whether the project has them. Needs no key.</summary>
    Check,

    /// <summary>Their values.</summary>
    Read,
}
