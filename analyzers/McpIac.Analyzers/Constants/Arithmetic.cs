using System;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <summary>C#'s arithmetic on constants, as far as it is the same in every run and on every machine; null beyond.</summary>
internal static class Arithmetic
{
    public static Datum? Convert(Datum value, ITypeSymbol? from, ITypeSymbol to)
    {
        if (from is null || SymbolEqualityComparer.Default.Equals(from, to)) return value;
        if (from.SpecialType == SpecialType.System_Char && IsNumber(to)) return value.AsText() is { Length: 1 } text ? Fitting(text[0], to) : null;
        if (to.SpecialType == SpecialType.System_Char) return value.AsInteger() is >= 0 and <= char.MaxValue and var code ? Datum.Of(((char)code).ToString()) : null;
        if (from.TypeKind == TypeKind.Enum || to.TypeKind == TypeKind.Enum) return null;
        if (!IsNumber(from) || !IsNumber(to)) return value;
        if (IsWhole(to)) return IsWhole(from) ? Fitting(value.AsInteger(), to) : value.AsDouble() is { } cut && Math.Abs(cut) < 1e15 ? Fitting((long)cut, to) : null;
        return value;
    }

    public static Datum? Binary(BinaryOperatorKind kind, Datum left, Datum right, ITypeSymbol? operands, ITypeSymbol? result)
    {
        if (left.Kind != right.Kind || operands is null || result is null || operands.TypeKind == TypeKind.Enum) return null;
        if (left.Kind is DatumKind.Text or DatumKind.Boolean) return OfWords(kind, left, right);
        if (left.AsInteger() is { } a && right.AsInteger() is { } b && IsWhole(operands)) return OfWholes(kind, a, b, result);
        return left.AsDouble() is { } x && right.AsDouble() is { } y && operands.SpecialType == SpecialType.System_Double ? OfNumbers(kind, x, y) : null;
    }

    private static Datum? OfWords(BinaryOperatorKind kind, Datum left, Datum right) => kind switch
    {
        BinaryOperatorKind.Equals => Datum.Of(left.Equals(right)),
        BinaryOperatorKind.NotEquals => Datum.Of(!left.Equals(right)),
        BinaryOperatorKind.And when left.AsBoolean() is { } a && right.AsBoolean() is { } b => Datum.Of(a && b),
        BinaryOperatorKind.Or when left.AsBoolean() is { } a && right.AsBoolean() is { } b => Datum.Of(a || b),
        BinaryOperatorKind.ExclusiveOr when left.AsBoolean() is { } a && right.AsBoolean() is { } b => Datum.Of(a != b),
        _ => null,
    };

    private static Datum? OfWholes(BinaryOperatorKind kind, long a, long b, ITypeSymbol result)
    {
        try
        {
            return kind switch
            {
                BinaryOperatorKind.Add => Fitting(checked(a + b), result),
                BinaryOperatorKind.Subtract => Fitting(checked(a - b), result),
                BinaryOperatorKind.Multiply => Fitting(checked(a * b), result),
                BinaryOperatorKind.Divide when b != 0 => Fitting(a / b, result),
                BinaryOperatorKind.Remainder when b != 0 => Fitting(a % b, result),
                BinaryOperatorKind.And => Fitting(a & b, result),
                BinaryOperatorKind.Or => Fitting(a | b, result),
                BinaryOperatorKind.LeftShift when b is >= 0 and < 31 => Fitting(checked(a * (1L << (int)b)), result),
                BinaryOperatorKind.RightShift when a >= 0 && b is >= 0 and < 31 => Fitting(a >> (int)b, result),
                _ => Compared(kind, a.CompareTo(b)),
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static Datum? OfNumbers(BinaryOperatorKind kind, double x, double y)
    {
        double? value = kind switch
        {
            BinaryOperatorKind.Add => x + y,
            BinaryOperatorKind.Subtract => x - y,
            BinaryOperatorKind.Multiply => x * y,
            BinaryOperatorKind.Divide => x / y,
            _ => null,
        };
        if (value is { } number) return double.IsNaN(number) || double.IsInfinity(number) ? null : Datum.Of(number);
        return Compared(kind, x.CompareTo(y));
    }

    private static Datum? Compared(BinaryOperatorKind kind, int order) => kind switch
    {
        BinaryOperatorKind.Equals => Datum.Of(order == 0),
        BinaryOperatorKind.NotEquals => Datum.Of(order != 0),
        BinaryOperatorKind.LessThan => Datum.Of(order < 0),
        BinaryOperatorKind.LessThanOrEqual => Datum.Of(order <= 0),
        BinaryOperatorKind.GreaterThan => Datum.Of(order > 0),
        BinaryOperatorKind.GreaterThanOrEqual => Datum.Of(order >= 0),
        _ => null,
    };

    // What overflows wraps or throws, by how the program is compiled.
    private static Datum? Fitting(long? value, ITypeSymbol type) => value is { } number && type.SpecialType switch
    {
        SpecialType.System_SByte => number is >= sbyte.MinValue and <= sbyte.MaxValue,
        SpecialType.System_Byte => number is >= byte.MinValue and <= byte.MaxValue,
        SpecialType.System_Int16 => number is >= short.MinValue and <= short.MaxValue,
        SpecialType.System_UInt16 => number is >= ushort.MinValue and <= ushort.MaxValue,
        SpecialType.System_Int32 => number is >= int.MinValue and <= int.MaxValue,
        SpecialType.System_UInt32 => number is >= uint.MinValue and <= uint.MaxValue,
        SpecialType.System_UInt64 => number >= 0,
        _ => true,
    } ? Datum.Of(number) : null;

    private static bool IsWhole(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;
}
