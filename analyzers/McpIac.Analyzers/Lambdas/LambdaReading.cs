using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Analyzers.Language;
using McpIac.Dsl.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Lambdas;

/// <summary>A part of a lambda that has no counterpart in the expression language.</summary>
internal sealed record Offence(IOperation Part, string Why);

/// <summary>
/// Reads a lambda as the lowerer does when the program runs, but from the source and to its end, so that every offence is found and has its place. What C#
/// itself refuses in an expression tree is left to C#.
/// </summary>
internal sealed partial class LambdaReading(DslTypes dsl)
{
    private readonly List<Offence> offences = [];
    private ImmutableHashSet<ISymbol> parameters = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    public static IReadOnlyList<Offence> Of(IAnonymousFunctionOperation lambda, DslTypes dsl)
    {
        var reading = new LambdaReading(dsl);
        reading.Body(lambda);
        return reading.offences;
    }

    private void Body(IAnonymousFunctionOperation lambda)
    {
        var outer = parameters;
        parameters = parameters.Union(lambda.Symbol.Parameters);
        if (lambda.Body.Operations is [IReturnOperation { ReturnedValue: { } result }, ..]) Read(result);
        parameters = outer;
    }

    // What doesn't mention a parameter is computed while the program runs, and may be anything that stays the same.
    private bool IsClosed(IOperation operation)
    {
        if (operation.ConstantValue.HasValue) return true;
        var own = operation.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>().SelectMany(l => l.Symbol.Parameters).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        return operation.DescendantsAndSelf().OfType<IParameterReferenceOperation>().All(p => own.Contains(p.Parameter) || !parameters.Contains(p.Parameter));
    }

    private void Read(IOperation operation)
    {
        if (operation is not (IAnonymousFunctionOperation or IDelegateCreationOperation) && !IsSpan(operation.Type) && IsClosed(operation))
        {
            Computed(operation);
            return;
        }

        switch (operation)
        {
            case IParameterReferenceOperation: return;
            case IParenthesizedOperation inner: Read(inner.Operand); return;
            case IConversionOperation conversion: Conversion(conversion); return;
            case IUnaryOperation unary: Unary(unary); return;
            case IBinaryOperation binary: Binary(binary); return;
            case ICoalesceOperation or IConditionalOperation: ReadAll(operation.ChildOperations); return;
            case IInterpolatedStringOperation text: Interpolated(text); return;
            case IPropertyReferenceOperation property: Property(property); return;
            case IFieldReferenceOperation { Instance: { } owner } field: Member(field, field.Field, owner); return;
            case IArrayElementReferenceOperation element: Index(element, element.ArrayReference, element.Indices); return;
            case IInvocationOperation call: Call(call); return;
            case IArrayCreationOperation { Initializer: { } elements }: ReadAll(elements.ElementValues); return;
            case IAnonymousObjectCreationOperation made: ReadAll(made.Initializers.OfType<ISimpleAssignmentOperation>().Select(a => a.Value)); return;
            case IObjectCreationOperation made: Creation(made); return;
            case IInvalidOperation or ITranslatedQueryOperation: ReadAll(operation.ChildOperations); return;
            case IArgumentOperation argument: Read(argument.Value); return;
            default: if (!IsRefusedByCSharp(operation)) Report(operation, LoweringReasons.Nothing); return;
        }
    }

    // CS8072, CS8122, CS8514, CS9175, CS8143 and their like.
    private static bool IsRefusedByCSharp(IOperation operation) => operation is IConditionalAccessOperation or IConditionalAccessInstanceOperation or IIsPatternOperation
        or ISwitchExpressionOperation or ICollectionExpressionOperation or ITupleOperation or IRangeOperation or IWithOperation or IAssignmentOperation or IThrowOperation or IAwaitOperation
        or IDynamicInvocationOperation or IDynamicMemberReferenceOperation or ITupleBinaryOperation or IInterpolatedStringHandlerCreationOperation or IDiscardOperation;

    private void ReadAll(IEnumerable<IOperation> operations)
    {
        foreach (var operation in operations) Read(operation);
    }

    private void Computed(IOperation operation, bool isValue = true)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            ISymbol? member = part switch
            {
                IInvocationOperation call => call.TargetMethod,
                IPropertyReferenceOperation property => property.Property,
                _ => null,
            };

            // It is run, and then its own lambda is read.
            if (part is IAnonymousFunctionOperation lambda && LoweredLambda.Is(lambda)) Body(lambda);
            if (member is not null && LowerableMethods.IsImpure(FullName(member.ContainingType), member.Name)) Report(part, LoweringReasons.Impure);
        }

        if (isValue && dsl.IsResource(operation.Type)) Report(operation, "a whole resource can't be a value");
    }

    private void Report(IOperation part, string why)
    {
        if (offences.All(o => o.Part.Syntax.Span != part.Syntax.Span)) offences.Add(new Offence(part, why));
    }

    private static string FullName(INamedTypeSymbol? type) => type is null ? "" : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    private static bool IsSpan(ITypeSymbol? type) => type is { IsRefLikeType: true };
}
