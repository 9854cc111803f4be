namespace McpIac.Generators;

/// <summary>The names of the pipeline's steps, for tests of what runs again.</summary>
internal static class Steps
{
    public const string Snapshots = nameof(Snapshots);
    public const string Surplus = nameof(Surplus);
    public const string Types = nameof(Types);
    public const string Names = nameof(Names);
    public const string NamedTypes = nameof(NamedTypes);
    public const string Files = nameof(Files);
}
