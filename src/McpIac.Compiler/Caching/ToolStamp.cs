using McpIac.Analyzers;
using McpIac.Dsl.Deployments;
using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Caching;

/// <summary>What distinguishes one build of the tool from another. Builds are deterministic: the same source gives the same stamp.</summary>
internal static class ToolStamp
{
    public static string Dsl { get; } = typeof(DeclaredDeployment).Module.ModuleVersionId.ToString("N") + typeof(Catalog).Module.ModuleVersionId.ToString("N");

    public static string All { get; } =
        typeof(ToolStamp).Module.ModuleVersionId.ToString("N") + typeof(ProgramCheck).Module.ModuleVersionId.ToString("N") + Dsl + Environment.Version;
}
