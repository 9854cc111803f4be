using System.Collections.Generic;
using System.Linq;
using McpIac.Dsl.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Lambdas;

/// <content>Operators, conversions and members.</content>
internal sealed partial class LambdaReading
{
    private static readonly HashSet<BinaryOperatorKind> Known =
    [
        BinaryOperatorKind.Add, BinaryOperatorKind.Subtract, BinaryOperatorKind.Multiply, BinaryOperatorKind.Divide, BinaryOperatorKind.Remainder, BinaryOperatorKind.Equals,
        BinaryOperatorKind.NotEquals, BinaryOperatorKind.LessThan, BinaryOperatorKind.LessThanOrEqual, BinaryOperatorKind.GreaterThan, BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.ConditionalAnd, BinaryOperatorKind.ConditionalOr,
    ];

    private void Conversion(IConversionOperation conversion)
    {
        var (from, to) = (Bare(conversion.Operand.Type), Bare(conversion.Type));
        var isBoxed = to?.SpecialType == SpecialType.System_Object;
        if (from?.SpecialType == SpecialType.System_Char && !isBoxed && to?.SpecialType != SpecialType.System_Char && conversion.OperatorMethod is null) Report(conversion, LoweringReasons.Characters);
        else if (from?.TypeKind == TypeKind.Enum && !isBoxed && !SymbolEqualityComparer.Default.Equals(from, to)) Report(conversion, LoweringReasons.Enums);
        else Read(conversion.Operand);
    }

    private void Unary(IUnaryOperation unary)
    {
        var isKnown = unary.OperatorKind is UnaryOperatorKind.Plus or UnaryOperatorKind.Minus || unary.OperatorKind == UnaryOperatorKind.Not && IsBoolean(unary.Type)
            || unary.OperatorMethod is { } method && dsl.Owns(method);
        if (!isKnown) Report(unary, LoweringReasons.NoOperator);
        else Read(unary.Operand);
    }

    private void Binary(IBinaryOperation binary)
    {
        var isKnown = Known.Contains(binary.OperatorKind) || binary.OperatorMethod is { } method && dsl.Owns(method)
            || IsBoolean(binary.Type) && binary.OperatorKind is BinaryOperatorKind.And or BinaryOperatorKind.Or or BinaryOperatorKind.ExclusiveOr;
        if (!isKnown) Report(binary, LoweringReasons.NoOperator);
        else ReadAll([binary.LeftOperand, binary.RightOperand]);
    }

    private void Interpolated(IInterpolatedStringOperation text) => ReadAll(text.Parts.OfType<IInterpolationOperation>().Select(p => p.Expression));

    private void Property(IPropertyReferenceOperation property)
    {
        if (property.Instance is not { } owner)
        {
            // An extension property's receiver, as text.Length has it.
            ReadAll(property.Arguments);
            return;
        }

        if (property.Property.IsIndexer)
        {
            if (dsl.Owns(property.Property)) LibraryCall(owner, property.Arguments);
            else Index(property, owner, property.Arguments.Select(a => a.Value));
        }
        else if (dsl.Owns(property.Property))
        {
            LibraryCall(owner, []);
        }
        else
        {
            Member(property, property.Property, owner);
        }
    }

    private void Index(IOperation whole, IOperation target, IEnumerable<IOperation> indices)
    {
        if (indices.Count() != 1) Report(whole, LoweringReasons.Nothing);
        else ReadAll([target, .. indices]);
    }

    private void Member(IOperation whole, ISymbol member, IOperation owner)
    {
        var (type, name) = (owner.Type, member.Name);
        var isRead = type is null || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
            || name is "Length" or "Count" or "LongLength" && (IsSequence(type) || type is IArrayTypeSymbol)
            || name is "Keys" or "Values" && IsDictionary(type)
            || dsl.Attribute(member, "PropertyAttribute") is not null
            || member.ContainingType?.ContainingNamespace.ToDisplayString() is not { } space || space != "System" && !space.StartsWith("System.", System.StringComparison.Ordinal);

        // The lowerer comes to the owner first.
        var before = offences.Count;
        Read(owner);
        if (!isRead && offences.Count == before) Report(whole, LoweringReasons.NoMember(member.ContainingType?.MetadataName ?? "", name));
    }

    private static bool IsSequence(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable)
        || type.SpecialType == SpecialType.System_Collections_IEnumerable;

    private static bool IsDictionary(ITypeSymbol type) =>
        type.AllInterfaces.Any(i => i is { Name: "IDictionary", IsGenericType: false }) || type is INamedTypeSymbol { Name: "IReadOnlyDictionary" or "IDictionary", Arity: 2 };

    private static ITypeSymbol? Bare(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private bool IsBoolean(ITypeSymbol? type) =>
        Bare(type)?.SpecialType == SpecialType.System_Boolean || type is not null && dsl.IsValue(type) && dsl.Arguments(type)[0].SpecialType == SpecialType.System_Boolean;
}
