using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using McpIac.Dsl.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Lambdas;

/// <content>Calls of methods, and new objects.</content>
internal sealed partial class LambdaReading
{
    private void Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (dsl.Owns(method))
        {
            if (call.Arguments.Any(a => LambdaIn(a.Value) is not null)) WithLambda(call);
            else LibraryCall(call.Instance, call.Arguments);
            return;
        }

        IOperation[] operands = [.. Operands(call).Select(Unwrapped)];
        if (IsOfEveryType(call) || method.MethodKind != MethodKind.DelegateInvoke && Family(method) is { } family && LowerableMethods.Has(family, method.Name, operands.Length) && Fits(family, call, operands))
        {
            ReadOperands(call, operands);
        }
        else
        {
            Report(call, method.MethodKind == MethodKind.DelegateInvoke ? LoweringReasons.Nothing : LoweringReasons.NoCounterpart(method.ContainingType.MetadataName, method.Name));
        }
    }

    private static IEnumerable<IOperation> Operands(IInvocationOperation call)
    {
        var arguments = call.Arguments.Select(a => a.Value);
        return call.Instance is { } instance ? arguments.Prepend(instance) : arguments;
    }

    private static bool IsOfEveryType(IInvocationOperation call) =>
        call.TargetMethod is { Name: "ToString", Parameters.Length: 0 } || call is { TargetMethod.Name: "Equals", Instance: not null, Arguments.Length: 1 };

    private static MethodFamily? Family(IMethodSymbol method)
    {
        var definition = method.ReducedFrom ?? method;
        return LowerableMethods.FamilyOf(definition.ContainingNamespace.ToDisplayString(), definition.ContainingType.MetadataName, definition.Name, definition.IsStatic,
            definition.Parameters.Length > 0 && definition.Parameters[0].Type.SpecialType == SpecialType.System_String);
    }

    // What the groups look at besides the number of operands.
    private bool Fits(MethodFamily family, IInvocationOperation call, IOperation[] operands) => (family, call.TargetMethod.Name, operands.Length) switch
    {
        (MethodFamily.Text, "StartsWith" or "EndsWith" or "Contains" or "IndexOf" or "LastIndexOf", 3) => operands[2].Type?.Name == "StringComparison",
        (MethodFamily.Text, "Split", _) => IsOneSeparator(operands[1]) && (operands.Length == 2 || operands[2].ConstantValue is { HasValue: true, Value: 0 }),
        (MethodFamily.Number, "Parse", 2) => operands[1].Type?.Name is "CultureInfo" or "NumberFormatInfo" or "IFormatProvider",
        (MethodFamily.Sequence, "Take", 2) => operands[1].Type?.SpecialType == SpecialType.System_Int32,
        _ => true,
    };

    private static bool IsOneSeparator(IOperation separator) =>
        separator is IArrayCreationOperation { Initializer.ElementValues.Length: 1 } || separator.Type is not IArrayTypeSymbol;

    private void ReadOperands(IInvocationOperation call, IOperation[] operands)
    {
        var (name, isText) = (call.TargetMethod.Name, call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String);
        for (var i = 0; i < operands.Length; i++)
        {
            if (LambdaIn(operands[i]) is { } lambda) ReadLambda(call, lambda, i);
            else if (IsFunction(operands[i]) || TakesLambda(call, i)) Report(operands[i], LoweringReasons.NotALambda);
            else if (isText && i == 1 && name is "Trim" or "TrimStart" or "TrimEnd") MustBeKnown(operands[i], LoweringReasons.KnownCharacters);
            else if (isText && name == "Format" && i == FormatAt(call)) MustBeKnown(operands[i], LoweringReasons.KnownNow);
            else if (isText && i == 2 && operands[i].Type?.Name is "StringComparison" or "StringSplitOptions") continue;
            else if (operands[i] is IArrayCreationOperation { Initializer: { } elements }) ReadAll(elements.ElementValues);
            else Read(operands[i]);
        }
    }

    private static bool TakesLambda(IInvocationOperation call, int at) => Family(call.TargetMethod) == MethodFamily.Sequence && call.TargetMethod.Name switch
    {
        "Join" => at is 2 or 3 or 4,
        "ToDictionary" => at is 1 or 2,
        var name => at == 1 && TakesOne(name),
    };

    private static bool TakesOne(string name) => name is
        "Select" or "SelectMany" or "Where" or "Any" or "All" or "Count" or "LongCount" or "First" or "Last" or "Min" or "Max" or "Sum" or "OrderBy" or "OrderByDescending";

    private static int FormatAt(IInvocationOperation call) => call.TargetMethod.Parameters[0].Type.SpecialType == SpecialType.System_String ? 0 : 1;

    private void ReadLambda(IInvocationOperation call, IAnonymousFunctionOperation lambda, int at)
    {
        if (lambda.Symbol.Parameters.Length != (call.TargetMethod.Name == "Join" && at == 4 ? 2 : 1)) Report(lambda, LoweringReasons.OneElement);
        else if (call.TargetMethod.Name is "OrderBy" or "OrderByDescending" && !IsIdentity(lambda)) Report(lambda, LoweringReasons.SortsItself);
        else Body(lambda);
    }

    private static bool IsIdentity(IAnonymousFunctionOperation lambda) =>
        lambda.Body.Operations is [IReturnOperation { ReturnedValue: IParameterReferenceOperation { Parameter: var parameter } }, ..]
        && SymbolEqualityComparer.Default.Equals(parameter, lambda.Symbol.Parameters[0]);

    private void MustBeKnown(IOperation operand, string why)
    {
        if (!IsClosed(operand)) Report(operand, why);
    }

    /// <summary>A method of the library is called with the lowered operands, so each must be of a kind that can stand for an expression.</summary>
    private void LibraryCall(IOperation? receiver, ImmutableArray<IArgumentOperation> arguments)
    {
        if (receiver is not null) Wrapped(receiver, receiver.Type);
        foreach (var argument in arguments) Wrapped(argument.Value, argument.Parameter?.Type);
    }

    private void Wrapped(IOperation operand, ITypeSymbol? type)
    {
        if (IsClosed(operand)) Computed(operand, isValue: false);
        else if (!dsl.IsValue(type) && !dsl.IsCollection(type) && !dsl.IsAny(type)) Report(operand, LoweringReasons.MustBeKnown(type?.MetadataName ?? "value"));
        else Read(operand);
    }

    // Select and Where of a value inside a lambda, whose own lambda may mention the outer one's parameter.
    private void WithLambda(IInvocationOperation call)
    {
        var (type, lambda) = (call.Instance?.Type, call.Arguments.Select(a => LambdaIn(a.Value)).First(l => l is not null));
        var isKnown = call.TargetMethod.Name is "Select" && (dsl.IsValue(type) || dsl.Is(type, "ValueList"))
            || call.TargetMethod.Name is "Where" && dsl.Is(type, "ValueList") || call.TargetMethod.Name is "SelectMany" && dsl.IsValue(type);
        if (!isKnown || lambda is null || call.Instance is null)
        {
            Report(call, LoweringReasons.NoCounterpart(call.TargetMethod.ContainingType.MetadataName, call.TargetMethod.Name));
            return;
        }

        Read(call.Instance);
        Body(lambda);
    }

    private void Creation(IObjectCreationOperation made)
    {
        var arguments = made.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue).ToArray();
        if (made.Initializer is not { } initializer)
        {
            var copies = arguments.Length == 1 && arguments[0].Value.Type is { SpecialType: not SpecialType.System_String } type && (IsSequence(type) || type is IArrayTypeSymbol);
            if (copies) Read(arguments[0].Value);
            else Report(made, LoweringReasons.CantBeMade(made.Type?.MetadataName ?? ""));
            return;
        }

        var isCollection = initializer.Initializers.All(i => i is IInvocationOperation);
        if (arguments.Length > 0)
        {
            Report(made, isCollection ? LoweringReasons.CollectionArguments : LoweringReasons.ObjectArguments);
            return;
        }

        foreach (var member in initializer.Initializers) Initialised(member);
    }

    private void Initialised(IOperation member)
    {
        switch (member)
        {
            case IInvocationOperation { Arguments: [var element] }: Read(element.Value); break;
            case IInvocationOperation { Arguments: [var key, var value] }:
                MustBeKnown(key.Value, LoweringReasons.KnownNow);
                Read(value.Value);
                break;
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: false } or IFieldReferenceOperation } assignment: Read(assignment.Value); break;
            case IMemberInitializerOperation: Report(member, LoweringReasons.PlainMembers); break;
        }
    }

    private static bool IsFunction(IOperation operand) => operand is IDelegateCreationOperation { Target: IMethodReferenceOperation } || operand.Type?.TypeKind == TypeKind.Delegate;

    private static IAnonymousFunctionOperation? LambdaIn(IOperation operand)
    {
        while (operand is IConversionOperation or IDelegateCreationOperation or IParenthesizedOperation)
        {
            operand = operand switch
            {
                IConversionOperation conversion => conversion.Operand,
                IDelegateCreationOperation creation => creation.Target,
                IParenthesizedOperation inner => inner.Operand,
                _ => operand,
            };
        }

        return operand as IAnonymousFunctionOperation;
    }

    // arr.Contains(x) binds to a span's method; the array is what is meant.
    private static IOperation Unwrapped(IOperation operand) => operand is IConversionOperation { Type.IsRefLikeType: true } conversion ? conversion.Operand
        : operand is IInvocationOperation { TargetMethod.Name: "op_Implicit", Arguments: [{ Value: var inner }] } ? inner
        : operand;
}
