namespace McpIac.Dsl.Syntax;

/// <summary>The ids of what can be wrong with a text of the expression language; a page each in docs/diagnostics.</summary>
internal static class SyntaxIds
{
    public const string Unexpected = "MCI1101";
    public const string Unended = "MCI1102";
    public const string TooDeep = "MCI1103";
    public const string UnknownFunction = "MCI1104";
    public const string ArgumentCount = "MCI1105";
}
