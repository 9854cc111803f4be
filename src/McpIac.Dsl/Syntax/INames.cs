using McpIac.Dsl.Expressions;

namespace McpIac.Dsl.Syntax;

/// <summary>What names denote that no loop of the expression binds.</summary>
public interface INames
{
    /// <summary>
    /// The expression that a name stands for; a resource as a reference whose path is still empty. Null when it stands for nothing, which the implementation
    /// has then reported.
    /// </summary>
    Expression? Resolve(NameSyntax name);
}
