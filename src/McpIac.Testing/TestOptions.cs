namespace McpIac.Testing;

/// <summary>What a test says about how a program is built. Nothing of the machine takes part: no environment variable, no secret, no state.</summary>
public sealed class TestOptions
{
    /// <summary>An environment of <c>mciacc.yaml</c>; its parameters count before the common ones. Null for none.</summary>
    public string? Environment { get; set; }

    /// <summary>The folder of snapshots; null for the nearest <c>schemas/</c>, from the program's folder upwards.</summary>
    public string? Schemas { get; set; }

    /// <summary>Values of the program's parameters, by name: texts, numbers, lists, objects. They count before those of <c>mciacc.yaml</c>.</summary>
    public IDictionary<string, object?> Parameters { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>Secrets of the project, by name; one that isn't here is made up.</summary>
    public IDictionary<string, string> Secrets { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Outputs of other deployments, by the deployment's name: <c>["network"] = new { vpcId = "vpc-1" }</c>. One that isn't here stays unknown.</summary>
    public IDictionary<string, object> Deployments { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>How long a script or a project may run.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(1);
}
