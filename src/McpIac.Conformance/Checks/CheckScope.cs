namespace McpIac.Conformance.Checks;

/// <summary>What a check looks at.</summary>
internal enum CheckScope
{
    /// <summary>The server as a whole.</summary>
    Server,

    /// <summary>Each of its types.</summary>
    Type,

    /// <summary>All that was said in the run; looked at when everything else is over.</summary>
    Transcript,
}
