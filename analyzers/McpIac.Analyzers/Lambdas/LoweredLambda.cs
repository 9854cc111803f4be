using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Lambdas;

/// <summary>A lambda that isn't run but read, and kept as an expression: what <c>Select</c> and <c>Where</c> of a value take.</summary>
internal static class LoweredLambda
{
    /// <summary>Whether a lambda becomes an expression tree.</summary>
    public static bool Is(IAnonymousFunctionOperation lambda)
    {
        var holder = lambda.Parent;
        while (holder is IDelegateCreationOperation or IParenthesizedOperation || holder is IConversionOperation conversion && !IsTree(conversion.Type)) holder = holder.Parent;
        return holder is IConversionOperation { Type: var type } && IsTree(type);
    }

    /// <summary>The outermost such lambda around an operation, or null.</summary>
    public static IAnonymousFunctionOperation? Around(IOperation operation, ProgramFacts program)
    {
        IAnonymousFunctionOperation? found = null;
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation lambda && Is(lambda)) found = lambda;
        }

        return found;
    }

    private static bool IsTree(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "Expression", IsGenericType: true, ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" } };
}
