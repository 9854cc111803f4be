using System;
using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Constants;

/// <content>Where a value comes from, and the elements of sequences.</content>
internal sealed partial class Evaluation
{
    private const int MaxElements = 4096;

    /// <summary>Follows variables, conversions, members of tuples and plain objects, and indices to where a value is made.</summary>
    public Bound Resolve(Bound bound)
    {
        while (bound is { Operation: { } operation, Constant: null } && ++steps <= MaxSteps)
        {
            if (Next(operation, bound.Frame) is not { } next) break;
            bound = next;
        }

        return bound;
    }

    /// <summary>The elements of a sequence in their order, or null when they aren't all known.</summary>
    public IReadOnlyList<Bound>? Elements(IOperation operation, Frame frame)
    {
        if (depth > MaxDepth) return null;
        depth++;
        var (source, at) = (operation, frame);
        if (TreeFacts.VariableOf(Bare(operation)) is { } variable && frame.Find(variable) is null && !IsOnlyRead(variable)) source = null;
        var resolved = source is null ? default : Resolve(new Bound(source, at));
        var elements = resolved.Operation is null ? null : Listed(resolved.Operation, resolved.Frame);
        depth--;
        return elements is { Count: <= MaxElements } ? elements : null;
    }

    private Bound? Next(IOperation operation, Frame frame)
    {
        switch (operation)
        {
            case IParenthesizedOperation inner: return new(inner.Operand, frame);
            case IConversionOperation conversion when conversion.OperatorMethod is null ? !conversion.Conversion.IsNumeric : program.Dsl.Owns(conversion.OperatorMethod): return new(conversion.Operand, frame);
            case IArgumentOperation argument: return new(argument.Value, frame);
            case IInvocationOperation call when program.Dsl.Owns(call.TargetMethod) && Passed(call) is { } passed: return new(passed, frame);
            case IFieldReferenceOperation { Field: { ContainingType.IsTupleType: true } field, Instance: { } tuple }: return Member(field, tuple, frame);
            case IPropertyReferenceOperation { Arguments.Length: 0, Instance: { } owner } property: return Member(property.Property, owner, frame);
            case IArrayElementReferenceOperation { Indices: [var index] } element: return At(element.ArrayReference, index, frame);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list, Arguments: [{ Value: var index }] }: return At(list, index, frame);
        }

        if (TreeFacts.VariableOf(operation) is not { } variable) return null;
        return frame.Find(variable) ?? (program.Definition(variable) is { } definition ? new Bound(definition, frame) : null);
    }

    private Bound? Member(ISymbol member, IOperation owner, Frame frame)
    {
        var made = Resolve(new Bound(owner, frame));
        switch (made.Operation)
        {
            case ITupleOperation tuple when member is IFieldSymbol { CorrespondingTupleField: { } field }:
                var place = tuple.Type is INamedTypeSymbol type ? type.TupleElements.Select(e => e.CorrespondingTupleField ?? e).ToList().FindIndex(e => e.Name == field.Name) : -1;
                return place >= 0 && place < tuple.Elements.Length ? new Bound(tuple.Elements[place], made.Frame) : null;
            case IAnonymousObjectCreationOperation { Initializers: var initializers }:
                return initializers.OfType<ISimpleAssignmentOperation>().Where(i => i.Target is IPropertyReferenceOperation target && target.Property.Name == member.Name)
                    .Select(i => (Bound?)new Bound(i.Value, made.Frame)).FirstOrDefault();
            case IObjectCreationOperation creation when readsThrough || !program.Dsl.IsResource(creation.Type):
                return Written(creation, member) is { } value ? new Bound(value, made.Frame) : null;
            default:
                return null;
        }
    }

    /// <summary>What an object was given for a property that nothing changes later: in its initializer, or as a record's positional parameter.</summary>
    private static IOperation? Written(IObjectCreationOperation creation, ISymbol member)
    {
        if (member is not IPropertySymbol property || property.SetMethod is { IsInitOnly: false }) return null;
        var assigned = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(i => i.Target is IPropertyReferenceOperation target && SymbolEqualityComparer.Default.Equals(target.Property, property))?.Value;
        if (assigned is not null || creation.Type is not { IsRecord: true }) return assigned;
        return property.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax)
            ? creation.Arguments.FirstOrDefault(a => a.Parameter?.Name == property.Name)?.Value
            : null;
    }

    private Bound? At(IOperation list, IOperation index, Frame frame) =>
        Of(index, frame)?.AsInteger() is { } place && Elements(list, frame) is { } elements && place >= 0 && place < elements.Count ? elements[(int)place] : null;

    private IReadOnlyList<Bound>? Listed(IOperation operation, Frame frame) => operation switch
    {
        IArrayCreationOperation { Initializer: { } initializer } => [.. initializer.ElementValues.Select(e => new Bound(e, frame))],
        ICollectionExpressionOperation collection => Joined(collection.Elements.Select(e => e is ISpreadOperation spread ? Elements(spread.Operand, frame) : [new Bound(e, frame)])),
        IObjectCreationOperation { Arguments.Length: 0, Initializer: { } initializer } made when IsPlainList(made.Type) => Added(initializer, frame),
        IInvocationOperation { TargetMethod.ContainingType: { Name: "Enumerable" or "Array" or "List" } } call => Sequence(call, frame),
        _ => null,
    };

    private static IReadOnlyList<Bound>? Added(IObjectOrCollectionInitializerOperation initializer, Frame frame)
    {
        var added = initializer.Initializers.Select(i => i is IInvocationOperation { TargetMethod.Name: "Add", Arguments: [{ Value: var value }] } ? value : null).ToArray();
        return added.All(a => a is not null) ? [.. added.Select(a => new Bound(a, frame))] : null;
    }

    private IReadOnlyList<Bound>? Sequence(IInvocationOperation call, Frame frame)
    {
        var operands = call.Instance is null ? call.Arguments.Select(a => a.Value).ToArray() : [call.Instance, .. call.Arguments.Select(a => a.Value)];
        switch (call.TargetMethod.Name)
        {
            case "Range" when operands.Length == 2 && Of(operands[0], frame)?.AsInteger() is { } start && Of(operands[1], frame)?.AsInteger() is { } count and >= 0 and <= MaxElements:
                return [.. Enumerable.Range(0, (int)count).Select(i => new Bound(null, frame, Datum.Of(start + i)))];
            case "Repeat" when operands.Length == 2 && Of(operands[1], frame)?.AsInteger() is { } count and >= 0 and <= MaxElements:
                return [.. Enumerable.Repeat(new Bound(operands[0], frame), (int)count)];
            case "ToList" or "ToArray" or "AsEnumerable" when operands.Length == 1: return Elements(operands[0], frame);
            case "Concat" when operands.Length == 2: return Joined([Elements(operands[0], frame), Elements(operands[1], frame)]);
            case "Select" when operands.Length == 2 && Lambda(operands[1]) is { } lambda: return Selected(Elements(operands[0], frame), lambda, frame);
            case "Where" when operands.Length == 2 && Lambda(operands[1]) is { } lambda: return Filtered(Elements(operands[0], frame), lambda, frame);
            default: return null;
        }
    }

    private static IReadOnlyList<Bound>? Selected(IReadOnlyList<Bound>? source, LambdaBody lambda, Frame frame) =>
        source is null ? null : [.. source.Select((element, i) => new Bound(lambda.Result, lambda.Applied(frame, element, i)))];

    private IReadOnlyList<Bound>? Filtered(IReadOnlyList<Bound>? source, LambdaBody lambda, Frame frame)
    {
        if (source is null) return null;
        var verdicts = source.Select((element, i) => Of(lambda.Result, lambda.Applied(frame, element, i))?.AsBoolean()).ToArray();
        return verdicts.All(v => v is not null) ? [.. source.Where((_, i) => verdicts[i] == true)] : null;
    }

    private static IReadOnlyList<Bound>? Joined(IEnumerable<IReadOnlyList<Bound>?> parts)
    {
        var all = parts.ToArray();
        return all.All(p => p is not null) ? [.. all.SelectMany(p => p ?? [])] : null;
    }

    private static LambdaBody? Lambda(IOperation operation) => LambdaBody.Of(Bare(operation));

    private static IOperation Bare(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion: operation = conversion.Operand; break;
                case IParenthesizedOperation inner: operation = inner.Operand; break;
                default: return operation;
            }
        }
    }

    private static bool IsPlainList(ITypeSymbol? type) => type is { Name: "List" or "HashSet", ContainingNamespace: { Name: "Generic", ContainingNamespace.Name: "Collections" } };

    // A list that something may be added to, or that is handed on, isn't what it was declared with.
    private bool IsOnlyRead(ISymbol variable) => variable is IFieldSymbol { IsConst: true } || program.UsesOf(variable).All(IsRead);

    private static bool IsRead(IOperation use)
    {
        var (operation, parent) = (use, use.Parent);
        while (parent is IConversionOperation or IParenthesizedOperation) (operation, parent) = (parent, parent.Parent);
        return parent switch
        {
            IForEachLoopOperation or ISpreadOperation => true,
            IPropertyReferenceOperation { Parent: not IAssignmentOperation } property => property.Instance == operation,
            IArrayElementReferenceOperation element => element.Parent is not (IAssignmentOperation or IIncrementOrDecrementOperation) && element.ArrayReference == operation,
            IArgumentOperation { Parent: IInvocationOperation call } => call.TargetMethod.ContainingType.Name is "Enumerable" or "String",
            IInvocationOperation { TargetMethod.Name: "ToArray" or "ToList" or "AsReadOnly" or "Contains" or "IndexOf" } => true,
            _ => false,
        };
    }
}
