using McpIac.Dsl.Deployments;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Children;

/// <summary>Uses of a program's components that its process is asked to make; with none it says only which there are. Travels as a file: nothing secret is in it.</summary>
internal sealed record ComponentTask(IReadOnlyList<DeclaredUse> Uses)
{
    public Datum ToDatum() => Datum.ListOf(Uses.Select(DeploymentJson.Write));

    /// <summary>The task, or null when the datum is none.</summary>
    public static ComponentTask? FromDatum(Datum? datum)
    {
        DeclaredUse?[] uses = [.. datum?.Items.Select(DeploymentJson.ReadUse) ?? [null]];
        return uses.All(u => u is not null) ? new ComponentTask([.. uses.OfType<DeclaredUse>()]) : null;
    }
}
