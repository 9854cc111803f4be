using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Externals;

/// <summary>As what a file is wanted that is a property's whole value: its schema's <c>format</c> says.</summary>
internal static class AssetForms
{
    public static DeclaredDeployment Choose(DeclaredDeployment deployment, Catalog catalog) =>
        deployment.Resources.Any(r => r.Properties.Any(p => IsOpen(p.Value)))
            ? deployment with { Resources = [.. deployment.Resources.Select(r => r with { Properties = [.. r.Properties.Select(p => Chosen(p, r.Type, catalog))] })] } : deployment;

    private static bool IsOpen(Expression value) => value is External { Kind: External.Asset or External.Archive, Path.Count: 1 };

    private static DeclaredProperty Chosen(DeclaredProperty property, string type, Catalog catalog)
    {
        if (!IsOpen(property.Value) || property.Value is not External external) return property;
        var form = catalog.Find(type)?.Properties.Member(property.Name)?.Shape.Format switch
        {
            "base64" or "byte" or "binary" => External.Base64,
            "path" or "file-path" => External.FilePath,
            _ => null,
        };
        return form is null ? property : property with { Value = external with { Path = [.. external.Path, form] } };
    }
}
