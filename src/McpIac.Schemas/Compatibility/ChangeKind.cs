namespace McpIac.Schemas.Compatibility;

/// <summary>What kind of change it is.</summary>
public enum ChangeKind { Added, Removed, Renamed, Required, Optional, Retyped, Narrowed, Widened, Default, Lifecycle, Annotation }
