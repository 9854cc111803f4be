using McpIac.Compiler.Components;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Children;

/// <summary>What a program's process says of its components.</summary>
/// <param name="Made">What each use declares, as if it stood alone in the deployment; the outputs of it that are read are the last of its outputs.</param>
internal sealed record ComponentResult(IReadOnlyList<ClassSignature> Classes, IReadOnlyList<DeclaredDeployment> Made)
{
    public Datum ToDatum() => Datum.MapOf(
    [
        new("classes", Datum.ListOf(Classes.Select(c => c.ToDatum()))),
        new("made", Datum.ListOf(Made.Select(DeploymentJson.Write))),
    ]);

    /// <summary>The result, or null when the datum is none.</summary>
    public static ComponentResult? FromDatum(Datum? datum)
    {
        ClassSignature?[] classes = [.. datum?["classes"]?.Items.Select(ClassSignature.FromDatum) ?? [null]];
        DeclaredDeployment?[] made = [.. datum?["made"]?.Items.Select(DeploymentJson.Read) ?? [null]];
        return classes.All(c => c is not null) && made.All(m => m is not null) ? new ComponentResult([.. classes.OfType<ClassSignature>()], [.. made.OfType<DeclaredDeployment>()]) : null;
    }
}
