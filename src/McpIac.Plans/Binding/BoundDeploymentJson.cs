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
    private static readonly Secret Mask = new(new Literal(Evaluation.Masked));

    public static Datum Write(BoundDeployment deployment) => Datum.MapOf(
    [
        new("name", Datum.Of(deployment.Name)),
        new("catalog", Sorted(deployment.CatalogDigests, (_, digest) => Datum.Of(digest))),
        new("resources", Datum.ListOf(deployment.Resources.OrderBy(r => r.Urn, StringComparer.Ordinal).Select(Write))),
        new("outputs", Datum.ListOf(deployment.Outputs.OrderBy(o => o.Name, StringComparer.Ordinal).Select(Write))),
    ]);

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
        if (BoundOptionsJson.Write(resource.Options) is { Members.Count: > 0 } options) members.Add(new("options", options));
        return Datum.MapOf(members);
    }

    private static Datum Write(BoundOutput output) => Datum.MapOf(
    [
        new("name", Datum.Of(output.Name)),
        new("value", Write(output.Secret ? new Secret(output.Value) : output.Value, null)),
        new("secret", Datum.Of(output.Secret)),
    ]);

    private static Datum Write(Expression expression, Shape? shape) => ExpressionJson.Write(Masked(CanonicalForm.Of(expression), shape));

    // A secret that stands in the program is no part of what is shown, whether the program says that it is one or the schema does.
    private static Expression Masked(Expression expression, Shape? shape) => expression switch
    {
        Reference or External or Secret { Value: Reference } or Literal { Value.IsNull: true } => expression,
        Secret => Mask,
        _ when shape is { Sensitive: true } or { WriteOnly: true } => Mask,
        ListExpression list => new ListExpression([.. list.Items.Select(i => Masked(i, shape?.Element))]),
        MapExpression map => new MapExpression([.. map.Members.Select(m => KeyValuePair.Create(m.Key, Masked(m.Value, MemberOf(shape, m.Key))))]),
        _ => References.Parts(expression).Any(p => p is Secret { Value: not Reference }) ? Mask : expression,
    };

    private static Shape? MemberOf(Shape? shape, string name) => shape?.Member(name)?.Shape ?? shape?.Element;

    private static Datum Sorted<T>(IReadOnlyDictionary<string, T> members, Func<string, T, Datum> write) =>
        Datum.MapOf(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, write(m.Key, m.Value))));
}
