using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Tests.Programs;

/// <summary>Runs a program and shows what it declared.</summary>
internal static class Recording
{
    public static (DeclaredDeployment Deployment, IReadOnlyList<Diagnostic> Diagnostics) Run(Action program)
    {
        var recorder = DeploymentRecorder.Begin("test");
        program();
        return recorder.Finish();
    }

    /// <summary>The properties of the last resource, <c>name = expression as JSON</c>, a line each; then the diagnostics' ids and messages.</summary>
    public static string Show(Action program)
    {
        var (deployment, diagnostics) = Run(program);
        var properties = deployment.Resources.Count == 0 ? [] : deployment.Resources[^1].Properties
            .Where(p => p.Name != "cidrBlock" || deployment.Resources[^1].Properties.Count == 1)
            .Select(p => $"{p.Name} = {ExpressionJson.Write(p.Value)}");
        return string.Join('\n', properties.Concat(diagnostics.Select(d => $"{d.Id}: {d.Message}"))).Replace("test/aws:vpc:vpc/", "", StringComparison.Ordinal);
    }

    /// <summary>The value as the expression it makes, as JSON.</summary>
    public static string Show(AnyValue value) => Show(() => _ = new Vpc("probe") { CidrBlock = value.As<string>() })["cidrBlock = ".Length..];
}
