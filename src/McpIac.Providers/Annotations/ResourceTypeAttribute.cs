namespace McpIac.Providers.Annotations;

/// <summary>The resource type that a handler owns (docs/spec/provider.md, "A resource type").</summary>
/// <param name="token"><c>local:file</c>; its first segment is the provider.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ResourceTypeAttribute(string token) : Attribute
{
    public string Token => token;
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public int Version { get; init; } = 1;

    /// <summary>Names of outputs that identify an object.</summary>
    public string[] Identity { get; init; } = ["id"];

    /// <summary>Each a comma-separated set of property names that no two objects may share.</summary>
    public string[] NaturalKeys { get; init; } = [];

    /// <summary>An object that wasn't made here can be read by its id.</summary>
    public bool Import { get; init; }

    /// <summary>What making it does is all there is to it, so it can run as a hook of another resource: made and deleted at once.</summary>
    public bool Hook { get; init; }

    /// <summary>How far each operation can be taken back: <c>exact</c>, <c>recreate</c> or <c>irreversible</c>.</summary>
    public string UndoCreate { get; init; } = "exact";
    public string UndoUpdate { get; init; } = "exact";
    public string UndoDelete { get; init; } = "recreate";

    /// <summary>Deleting an object destroys data.</summary>
    public bool Stateful { get; init; }

    /// <summary>A replacement can't exist beside what it replaces.</summary>
    public bool DeleteFirst { get; init; }

    /// <summary>How long each operation may take, as an ISO 8601 duration: <c>PT30M</c>; what isn't said is left to the orchestrator.</summary>
    public string? CreateTimeout { get; init; }
    public string? UpdateTimeout { get; init; }
    public string? DeleteTimeout { get; init; }

    /// <summary>Example properties, each a JSON object.</summary>
    public string[] Examples { get; init; } = [];
}
