using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Binding;

/// <summary>
/// The canonical form of a bound deployment: the same bytes for the same deployment, whatever language it was written in and in whatever order. Places aren't
/// in it, and secrets are masked.
/// </summary>
public static class BoundDeploymentJson
{
    public static Datum Write(BoundDeployment deployment) => Datum.MapOf(
    [
        new("name", Datum.Of(deployment.Name)),
        new("catalog", Sorted(deployment.CatalogDigests, (_, digest) => Datum.Of(digest))),
        new("resources", Datum.ListOf(deployment.Resources.OrderBy(r => r.Urn, StringComparer.Ordinal).Select(Write))),
        new("outputs", Datum.ListOf(deployment.Outputs.OrderBy(o => o.Name, StringComparer.Ordinal).Select(Write))),
        .. Checks(deployment),
    ]);

    private static IEnumerable<KeyValuePair<string, Datum>> Checks(BoundDeployment deployment) => deployment.Checks.Count == 0 ? []
        : [new("checks", Datum.MapOf(deployment.Checks.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => KeyValuePair.Create(c.Name, BoundOptionsJson.Write(c.Condition)))))];

    private static Datum Write(BoundResource resource)
    {
        var members = new List<KeyValuePair<string, Datum>>
        {
            new("urn", Datum.Of(resource.Urn)),
            new("type", Datum.Of(resource.Type.Token)),
            new("name", Datum.Of(resource.Name)),
            new("properties", Sorted(resource.Properties, (name, value) => Write(value, resource.Type.Properties.Member(name)?.Shape))),
            new("dependencies", Datum.ListOf(resource.Dependencies.Order(StringComparer.Ordinal).Select(Datum.Of))),
        };
        if (resource.Existing is { } id) members.Insert(3, new("existing", Write(id, null)));
        if (BoundOptionsJson.Write(resource.Options) is { Members.Count: > 0 } options) members.Add(new("options", options));
        return Datum.MapOf(members);
    }

    private static Datum Write(BoundOutput output) => Datum.MapOf(
    [
        new("name", Datum.Of(output.Name)),
        new("value", Write(output.Secret ? new Secret(output.Value) : output.Value, null)),
        new("secret", Datum.Of(output.Secret)),
    ]);

    private static Datum Write(Expression expression, Shape? shape) => ExpressionJson.Write(SecretMask.Of(CanonicalForm.Of(expression), shape));

    private static Datum Sorted<T>(IReadOnlyDictionary<string, T> members, Func<string, T, Datum> write) =>
        Datum.MapOf(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, write(m.Key, m.Value))));
}
