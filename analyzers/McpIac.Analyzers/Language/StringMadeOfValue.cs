using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Language;

/// <summary>An operation that makes a C# string of a value which isn't known yet.</summary>
/// <param name="What">What does it, as messages say it.</param>
/// <param name="Value">The value, as it is written.</param>
/// <param name="Fix">The kind of fix, or null when there is none.</param>
internal sealed record StringMadeOfValue(IOperation Operation, string What, string Value, string Remedy, string? Fix)
{
    public const string InsertText = "text";
    public const string DropToString = "dropToString";
    public const string JoinList = "joinList";

    private const string UseText = "Write Text($\"…\"), which stays a value.";

    public static IEnumerable<StringMadeOfValue> In(TreeFacts tree, ProgramFacts program)
    {
        var dsl = program.Dsl;
        foreach (var text in tree.Of<IInterpolatedStringOperation>(OperationKind.InterpolatedString))
        {
            if (text.Parent is IInterpolatedStringHandlerCreationOperation) continue;
            if (text.Parts.OfType<IInterpolationOperation>().Select(p => ValueIn(p.Expression, dsl)).FirstOrDefault(v => v is not null) is { } value)
                yield return new(text, "This interpolated text", Written(value), UseText, InsertText);
        }

        foreach (var binary in tree.Of<IBinaryOperation>(OperationKind.Binary).Where(b => b is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String }))
        {
            if ((ValueIn(binary.LeftOperand, dsl) ?? ValueIn(binary.RightOperand, dsl)) is { } value) yield return new(binary, "This +", Written(value), UseText, null);
        }

        foreach (var call in tree.Of<IInvocationOperation>(OperationKind.Invocation))
        {
            if (OfCall(call, dsl) is { } made) yield return made;
        }
    }

    /// <summary>Whether a string goes where people read it, and nothing is declared with it.</summary>
    public static bool IsOnlyShown(IOperation text)
    {
        for (var outer = text.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IThrowOperation: return true;
                case IInvocationOperation { TargetMethod.ContainingType: { Name: "Console" or "Debug" or "Trace" or "TextWriter", ContainingNamespace: { Name: "System" or "Diagnostics" or "IO" } } }: return true;
                case IArgumentOperation or IConversionOperation or IInvocationOperation or IInterpolatedStringOperation or IInterpolationOperation or IBinaryOperation or IParenthesizedOperation or IObjectCreationOperation: continue;
                default: return false;
            }
        }

        return false;
    }

    private static StringMadeOfValue? OfCall(IInvocationOperation call, DslTypes dsl)
    {
        var method = call.TargetMethod;
        if (method.Name == "ToString" && call.Instance is { } shown && dsl.IsUnknown(shown.Type))
        {
            var remedy = dsl.IsValue(shown.Type) ? "Write the value itself, or AsText() where a text is meant." : "Write the value itself.";
            return new(call, "ToString", Written(shown), remedy, dsl.IsValue(shown.Type) ? DropToString : null);
        }

        if (!Makes(method) || call.Arguments.Select(a => ValueIn(a.Value, dsl)).FirstOrDefault(v => v is not null) is not { } value) return null;
        var joins = method is { Name: "Join", ContainingType.SpecialType: SpecialType.System_String };
        return new(call, $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}.{method.Name}", Written(value),
            joins ? "Join them as a list of values: ((ValueList<string>)[.. values]).Join(\", \")." : UseText, joins && call.Arguments.Length == 2 ? JoinList : null);
    }

    private static bool Makes(IMethodSymbol method) =>
        method.ContainingType.SpecialType == SpecialType.System_String && method.Name is "Format" or "Join" or "Concat"
        || method.ContainingType is { Name: "StringBuilder" } && method.Name is "Append" or "AppendLine" or "AppendFormat" or "AppendJoin" or "Insert"
        || method is { Name: "ToString", ContainingType.Name: "Convert" };

    /// <summary>The value that an operand is, or is made of, or null when everything in it is plain C#.</summary>
    private static IOperation? ValueIn(IOperation operand, DslTypes dsl)
    {
        while (operand is IConversionOperation { OperatorMethod: null } conversion) operand = conversion.Operand;
        if (dsl.IsUnknown(operand.Type) || ElementsAreValues(operand.Type, dsl)) return operand;
        var elements = operand switch
        {
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            _ => [],
        };
        return elements.Select(e => ValueIn(e, dsl)).FirstOrDefault(v => v is not null);
    }

    private static bool ElementsAreValues(ITypeSymbol? type, DslTypes dsl) => type switch
    {
        IArrayTypeSymbol array => dsl.IsUnknown(array.ElementType),
        INamedTypeSymbol { SpecialType: not SpecialType.System_String } named => named.AllInterfaces.Append(named)
            .Any(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T && dsl.IsUnknown(i.TypeArguments[0])),
        _ => false,
    };

    private static string Written(IOperation value)
    {
        var text = value.Syntax.ToString();
        return text.Length <= 60 && !text.Contains("\n") ? text : "a value";
    }
}
