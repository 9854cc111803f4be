using McpIac.Dsl.Expressions;

namespace McpIac.Dsl;

/// <summary>What stands for an expression.</summary>
internal interface IExpressible
{
    /// <summary>Null when nothing was set.</summary>
    Expression? ToExpression();
}
