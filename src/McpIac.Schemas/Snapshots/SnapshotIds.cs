namespace McpIac.Schemas.Snapshots;

/// <summary>The ids of what can be wrong with a snapshot; a page each in docs/diagnostics.</summary>
internal static class SnapshotIds
{
    public const string NotJson = "MCI6001";
    public const string NewerFormat = "MCI6002";
    public const string NotASnapshot = "MCI6003";
    public const string DigestMismatch = "MCI6004";
    public const string ProviderTwice = "MCI6005";
    public const string ForeignToken = "MCI6006";
    public const string TypeTwice = "MCI6007";
    public const string SenselessSchema = "MCI6008";
    public const string UnreadablePart = "MCI6009";
    public const string NameClash = "MCI6010";
    public const string DanglingReference = "MCI6011";
    public const string SenselessType = "MCI6012";
    public const string UnusableTool = "MCI6013";
    public const string ToolTwice = "MCI6014";
    public const string TooDeep = "MCI6015";
}
