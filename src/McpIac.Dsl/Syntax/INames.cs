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

    /// <summary>What a member of a name denotes, where that isn't the member of what the name denotes: a component's output. Null otherwise.</summary>
    Expression? Member(NameSyntax name, string member) => null;

    /// <summary>
    /// Whether a loop over a known list of so many elements may be spelt out, element by element; it then counts against what may. Loops in loops would else take
    /// more time and memory than their text shows.
    /// </summary>
    bool MaySpellOut(int elements) => false;
}
