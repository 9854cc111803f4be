using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;

namespace McpIac.Engine.Reads;

/// <summary>Data sources are read like what exists and isn't managed: their arguments, as JSON, are the id.</summary>
internal static class DataSources
{
    public static BoundDeployment AsReads(BoundDeployment deployment) => deployment.Resources.All(r => r.Type.Kind != TypeKind.DataSource) ? deployment : deployment with
    {
        Resources = [.. deployment.Resources.Select(r => r.Type.Kind == TypeKind.DataSource && r.Existing is null ? AsRead(r) : r)],
    };

    // The arguments are shown as the id of what is read.
    private static Expression Guarded(ResourceType type, string name, Expression value) =>
        type.Properties.Member(name)?.Shape is { Sensitive: true } or { WriteOnly: true } ? new Secret(value) : value;

    private static BoundResource AsRead(BoundResource resource) => resource with
    {
        Existing = new Call("jsonEncode", [new MapExpression([.. resource.Properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Guarded(resource.Type, p.Key, p.Value)))])]),
        Properties = new Dictionary<string, Expression>(),
    };
}
