using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Externals;

/// <summary>Knows values that are no part of a program: secrets of the project. Asked once for each of a program.</summary>
public interface IExternalSource
{
    /// <summary>
    /// What stands for the value, or null where it stays unknown, as in a build that needs no secrets; and what is wrong with it, whose place is the asker's to say.
    /// </summary>
    Task<(Expression? Value, Diagnostic? Problem)> FindAsync(External external, CancellationToken cancellation);

    /// <summary>What a value that stays unknown is at present, to check what it is used for; null when that isn't known either.</summary>
    Task<Expression?> PeekAsync(External external, CancellationToken cancellation) => Task.FromResult<Expression?>(null);
}
