using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>What is no part of the program: files, components that documents define, and outputs of other deployments.</summary>
public static partial class Authoring
{
    /// <summary>A file's content.</summary>
    /// <param name="path">Relative to the program's folder.</param>
    public static AssetValue Asset(string path) => new(Named(External.Asset, path));

    /// <summary>A folder's content as a zip archive, the same bytes for the same files. <c>.git</c> and <c>.mciacc</c> are left out.</summary>
    /// <param name="path">Relative to the program's folder.</param>
    public static AssetValue Archive(string path) => new(Named(External.Archive, path));

    /// <summary>Another deployment, whose outputs this one uses: one with its state beside this one's, or where <c>deployments</c> in <c>mciacc.yaml</c> says.</summary>
    public static DeploymentOutputs DeploymentReference(string name) => new(name ?? "");

    /// <summary>The component that a YAML or JSON document defines (<c>kind: Component</c>).</summary>
    /// <param name="path">Relative to the program's folder.</param>
    /// <param name="name">What it is called here, which is part of its resources' addresses; null for its own name.</param>
    public static ImportedComponent Import(string path, string? name = null) => new(path ?? "", name);

    private static Expression Named(string kind, string? path) =>
        Tokens.IsIn(path ?? "") ? new Invalid(AuthoringDiagnostics.NotData("a file whose path isn't known yet")) : new External(kind, [path ?? ""]);
}
