using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>An object inside a resource's properties. What the program makes reads back as written; what it reads through a resource is a reference.</summary>
public abstract class NestedObject : SchemaObject, IExpressible
{
    private readonly Expression? source;

    protected NestedObject()
    {
    }

    protected NestedObject(SchemaSource source) => this.source = source.Expression;

    Expression? IExpressible.ToExpression() => source ?? new MapExpression([.. Written()]);

    private protected override Expression? Refer(string name) => source is null ? null : Compose.Member(source, name);

    public override string ToString() => Tokens.Of(source ?? new MapExpression([.. Written()]));
}
