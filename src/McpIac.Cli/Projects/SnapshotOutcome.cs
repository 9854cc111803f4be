namespace McpIac.Cli.Projects;

/// <summary>What writing a snapshot did to its file.</summary>
internal enum SnapshotOutcome
{
    Added,
    Updated,
    Unchanged,
}
