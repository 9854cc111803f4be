using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl;

/// <summary>
/// Makes an action one of another resource's: it runs each time that resource is created, updated or deleted, and at no other time. Nothing of it is kept. A replacement is a create and
/// a delete.
/// </summary>
/// <param name="of">The resource whose changes it goes with.</param>
public sealed class ResourceHook(Resource of)
{
    /// <summary>Changes before which it runs. When it fails, they aren't made.</summary>
    public IReadOnlyList<ResourceChange> Before { get; init; } = [];

    /// <summary>Changes after which it runs; then there is no <see cref="Before"/>. When it fails, the apply has failed.</summary>
    public IReadOnlyList<ResourceChange> After { get; init; } = [];

    internal Expression ToExpression() => new MapExpression(
    [
        new("of", of is null ? Literals.Null : new Reference(of.Urn, [])),
        .. Before.Count > 0 ? [new("before", Words(Before))] : Array.Empty<KeyValuePair<string, Expression>>(),
        .. After.Count > 0 ? [new("after", Words(After))] : Array.Empty<KeyValuePair<string, Expression>>(),
    ]);

    private static ListExpression Words(IReadOnlyList<ResourceChange> changes) => new([.. changes.Select(c => (Expression)new Literal(Datum.Of(c switch
    {
        ResourceChange.Create => "create",
        ResourceChange.Update => "update",
        ResourceChange.Delete => "delete",
        _ => c.ToString(),
    })))]);
}
