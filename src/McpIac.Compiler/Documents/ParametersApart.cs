namespace McpIac.Compiler.Documents;

/// <summary>Which parameters of a document stay externals in what it declares, instead of being their values.</summary>
internal enum ParametersApart
{
    None,

    /// <summary>Secret ones, as in C#; they need no values.</summary>
    Secrets,

    /// <summary>All, wherever no value has to be known beforehand.</summary>
    All,
}
