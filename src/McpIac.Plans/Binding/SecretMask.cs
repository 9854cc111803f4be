using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;

namespace McpIac.Plans.Binding;

/// <summary>A secret that stands in the program is no part of what is shown, whether the program says that it is one or the schema does.</summary>
public static class SecretMask
{
    private static readonly Secret Mask = new(new Literal(Evaluation.Masked));

    /// <summary>The expression with its secrets masked.</summary>
    public static Expression Of(Expression expression, Shape? shape) => expression switch
    {
        Reference or External or Secret { Value: Reference } or Literal { Value.IsNull: true } => expression,
        Secret => Mask,
        _ when shape is { Sensitive: true } or { WriteOnly: true } => Mask,
        ListExpression list => new ListExpression([.. list.Items.Select(i => Of(i, shape?.Element))]),
        MapExpression map => new MapExpression([.. map.Members.Select(m => KeyValuePair.Create(m.Key, Of(m.Value, MemberOf(shape, m.Key))))]),
        _ => References.Parts(expression).Any(p => p is Secret { Value: not Reference }) ? Mask : expression,
    };

    private static Shape? MemberOf(Shape? shape, string name) => shape?.Member(name)?.Shape ?? shape?.Element;
}
