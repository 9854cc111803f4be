namespace McpIac.Providers.Stores;

/// <summary>A deployment's objects as they were recorded at one moment.</summary>
internal sealed record StoredSnapshot(string Id, string Deployment, string? Label, DateTimeOffset Created, IReadOnlyList<StoredObject> Objects);
