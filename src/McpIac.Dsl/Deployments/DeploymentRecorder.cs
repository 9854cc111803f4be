using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Deployments;

/// <summary>
/// What resources register with as a program constructs them. One a program run; ambient and process-wide, because a script has no globals type.
/// </summary>
public sealed class DeploymentRecorder
{
    /// <summary>Starts recording; resources made outside of a recording throw, with a message that says to run <c>mciacc</c>.</summary>
    /// <param name="defaultName">The deployment's name when the program doesn't call <c>Deployment("…")</c>.</param>
    public static DeploymentRecorder Begin(string defaultName) => throw new NotSupportedException();

    /// <summary>Ends recording. Properties are read now, not when the resource was constructed: its initializer runs after its constructor.</summary>
    public (DeclaredDeployment Deployment, IReadOnlyList<Diagnostic> Diagnostics) Finish() => throw new NotSupportedException();
}
