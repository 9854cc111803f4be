using System;
using System.Globalization;
using System.Linq;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <summary>
/// One reading of what an operation yields whenever the program runs: through variables that are set once, loop variables that a frame says, arithmetic,
/// texts and what was read of them. Whatever isn't surely so is null. Not thread-safe; made for each question.
/// </summary>
/// <param name="readsThrough">Take a resource's property for what was written to it: what the provider says may differ, so most rules don't.</param>
internal sealed partial class Evaluation(ProgramFacts program, bool readsThrough = false)
{
    // A chain of variables each of which names the last one twice doubles at every link.
    private const int MaxSteps = 20_000;
    private const int MaxDepth = 100;

    private int steps;
    private int depth;

    /// <summary>The constant that an operation yields, or null when it isn't one.</summary>
    public Datum? Of(IOperation? operation, Frame frame) => Of(new Bound(operation, frame));

    public Datum? Of(Bound bound)
    {
        if (bound.Constant is not null) return bound.Constant;
        if (bound.Operation is null || ++steps > MaxSteps || depth > MaxDepth) return null;
        depth++;
        var value = Read(bound.Operation, bound.Frame);
        depth--;
        return value;
    }

    private Datum? Read(IOperation operation, Frame frame)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant }) return operation.Type?.TypeKind == TypeKind.Enum ? null : FromConstant(constant);
        return operation switch
        {
            IParenthesizedOperation inner => Of(inner.Operand, frame),
            IConversionOperation conversion => Convert(conversion, frame),
            IBinaryOperation binary => Binary(binary, frame),
            IUnaryOperation unary => Unary(unary, Of(unary.Operand, frame)),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Of(choice.Condition, frame)?.AsBoolean() is { } holds ? Of(holds ? choice.WhenTrue : otherwise, frame) : null,
            IInterpolatedStringOperation text => Interpolated(text, frame, inValue: false),
            IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation text } => Interpolated(text, frame, inValue: true),
            IInvocationOperation call => Call(call, frame),
            IPropertyReferenceOperation { Property.Name: "Length" or "Count", Instance: { } counted } property when !program.Dsl.Owns(property.Property) => Count(counted, frame),
            _ => Resolve(new Bound(operation, frame)) is var resolved && (resolved.Constant is not null || resolved.Operation != operation) ? Of(resolved) : null,
        };
    }

    private static Datum? FromConstant(object? value) => value switch
    {
        null => null,
        string text => Datum.Of(text),
        char character => Datum.Of(character.ToString()),
        bool flag => Datum.Of(flag),
        double number => double.IsNaN(number) || double.IsInfinity(number) ? null : Datum.Of(number),
        float number => float.IsNaN(number) || float.IsInfinity(number) ? null : Datum.Of((double)number),
        decimal or sbyte or byte or short or ushort or int or uint or long or ulong => Datum.OfNumber(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private Datum? Convert(IConversionOperation conversion, Frame frame)
    {
        var value = Of(conversion.Operand, frame);
        if (value is null || conversion.OperatorMethod is { } method && !program.Dsl.Owns(method)) return null;
        if (conversion.OperatorMethod is not null || conversion.Type is null || conversion.IsTryCast) return value;
        return Arithmetic.Convert(value, conversion.Operand.Type, conversion.Type);
    }

    private Datum? Binary(IBinaryOperation binary, Frame frame)
    {
        if (binary.IsLifted || binary.OperatorMethod is { } method && method.ContainingType.SpecialType != SpecialType.System_String) return null;
        var left = Of(binary.LeftOperand, frame);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && left?.AsBoolean() is { } first)
            return first == (binary.OperatorKind == BinaryOperatorKind.ConditionalOr) ? left : Of(binary.RightOperand, frame);
        var right = Of(binary.RightOperand, frame);
        if (left is null || right is null) return null;
        return binary.Type?.SpecialType == SpecialType.System_String
            ? TextOf(left, binary.LeftOperand) is { } start && TextOf(right, binary.RightOperand) is { } end ? Datum.Of(start + end) : null
            : Arithmetic.Binary(binary.OperatorKind, left, right, binary.LeftOperand.Type, binary.Type);
    }

    private static Datum? Unary(IUnaryOperation unary, Datum? operand)
    {
        if (operand is null || unary.OperatorMethod is not null) return null;
        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Not => operand.AsBoolean() is { } flag ? Datum.Of(!flag) : null,
            UnaryOperatorKind.Minus => Arithmetic.Binary(BinaryOperatorKind.Subtract, Datum.Of(0), operand, unary.Type, unary.Type),
            _ => null,
        };
    }

    private Datum? Count(IOperation counted, Frame frame) => counted.Type?.SpecialType == SpecialType.System_String
        ? Of(counted, frame)?.AsText() is { } text ? Datum.Of(text.Length) : null
        : Elements(counted, frame) is { } elements ? Datum.Of(elements.Count) : null;
}
