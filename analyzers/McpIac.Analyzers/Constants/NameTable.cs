using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <summary>Names that may be given once, and who has each.</summary>
internal sealed class NameTable<T> where T : class
{
    private readonly Dictionary<(string Name, SyntaxNode Body), (T Owner, Runs Runs)> owners = [];

    /// <summary>
    /// Gives a name away, in the order of the source. Yields who has it already: only if whatever the new one needs to be so includes what that one needs, since
    /// then both have it.
    /// </summary>
    public T? Taken(string name, T owner, Runs runs)
    {
        var key = (name, BodyOf(runs.Body));
        if (!owners.TryGetValue(key, out var first))
        {
            owners.Add(key, (owner, runs));
            return null;
        }

        return first.Runs.Doubts.All(runs.Doubts.Contains) && (first.Owner != owner || runs.Doubts.Count == 0) ? first.Owner : null;
    }

    // A script's statements, each with a root of its own, are one body.
    private static SyntaxNode BodyOf(IOperation body) => body is IMethodBodyBaseOperation or ILocalFunctionOperation or IAnonymousFunctionOperation ? body.Syntax : body.Syntax.SyntaxTree.GetRoot();
}
