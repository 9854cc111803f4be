using McpIac.Schemas.Data;

namespace McpIac.Dsl.Deployments;

/// <summary>A declared deployment as JSON data: what a program's process hands over, and what the model cache keeps.</summary>
public static class DeploymentJson
{
    public static Datum Write(DeclaredDeployment deployment) => throw new NotSupportedException();

    /// <summary>The deployment, or null when the datum is none.</summary>
    public static DeclaredDeployment? Read(Datum datum) => throw new NotSupportedException();
}
