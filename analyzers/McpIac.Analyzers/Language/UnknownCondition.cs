using System.Linq;
using McpIac.Analyzers.Programs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Language;

/// <summary>A condition of C# that asks a value for what isn't known yet, and decides by the answer what is declared.</summary>
internal static class UnknownCondition
{
    /// <summary>The condition when it decides over resources, components or outputs; else null.</summary>
    public static IOperation? Of(IOperation operation, ProgramFacts program)
    {
        var (condition, decided) = operation switch
        {
            IConditionalOperation choice => (choice.Condition, new[] { choice.WhenTrue, choice.WhenFalse }),
            IWhileLoopOperation { Condition: { } test } loop => (test, [loop.Body]),
            IForLoopOperation { Condition: { } test } loop => (test, [loop.Body]),
            ISwitchOperation choice => (choice.Value, [.. choice.Cases]),
            ISwitchExpressionOperation choice => (choice.Value, [.. choice.Arms]),
            _ => default((IOperation, IOperation?[])),
        };
        return condition is not null && Asked(condition, program) is not null && decided.Any(d => d is not null && Declares(d, program)) ? condition : null;
    }

    /// <summary>The value that a condition asks.</summary>
    public static IOperation? Asked(IOperation condition, ProgramFacts program) =>
        condition.DescendantsAndSelf().Select(o => AskedBy(o, program)).FirstOrDefault(v => v is not null);

    /// <summary>Whether an operation is in a condition that is reported as such.</summary>
    public static bool IsReportedAt(IOperation operation, ProgramFacts program)
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (Of(outer, program) == inner) return true;
        }

        return false;
    }

    private static IOperation? AskedBy(IOperation operation, ProgramFacts program)
    {
        var dsl = program.Dsl;
        bool IsUnknown(IOperation value) => dsl.IsUnknown(Bare(value).Type);
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "Equals" or "ReferenceEquals" or "GetHashCode" or "CompareTo" or "ToString" } call when !dsl.IsUnknown(call.Type):
                return call.Instance is { } instance && IsUnknown(instance) ? instance : call.Arguments.Select(a => a.Value).FirstOrDefault(IsUnknown);
            case IIsPatternOperation { Value: var tested } when IsUnknown(tested) && IsRead(tested, dsl): return tested;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals, Type.SpecialType: SpecialType.System_Boolean } comparison:
                return new[] { comparison.LeftOperand, comparison.RightOperand }.FirstOrDefault(o => IsUnknown(o) && IsRead(o, dsl));
            case IInterpolatedStringOperation { Parent: not IInterpolatedStringHandlerCreationOperation } text:
                return text.Parts.OfType<IInterpolationOperation>().Select(p => p.Expression).FirstOrDefault(IsUnknown);
            default: return null;
        }
    }

    // What the program itself made may be compared with null; what is read of a resource is never null in C#.
    private static bool IsRead(IOperation value, DslTypes dsl)
    {
        var read = Bare(value);
        while (read is IPropertyReferenceOperation { Instance: { } owner })
        {
            if (dsl.IsResource(owner.Type)) return true;
            read = owner;
        }

        return false;
    }

    private static bool Declares(IOperation code, ProgramFacts program) => code.DescendantsAndSelf().Any(o => o switch
    {
        IObjectCreationOperation creation => program.Dsl.IsResource(creation.Type) || program.Dsl.IsComponent(creation.Type),
        IInvocationOperation call => program.Dsl.IsFunction(call.TargetMethod, "Authoring", "Output"),
        _ => false,
    });

    private static IOperation Bare(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion) operation = conversion.Operand;
        return operation;
    }
}
