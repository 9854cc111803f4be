using System.Collections.Generic;
using System.Linq;
using McpIac.Analyzers.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace McpIac.Analyzers.Language;

/// <summary>One plain value that an initializer writes into a property of a resource or nested object.</summary>
/// <param name="Owner">The outermost creation that it is written in.</param>
/// <param name="Pointer">Where it is in that, by names of the schema, as a JSON pointer.</param>
/// <param name="Value">For a list or map each element by itself, for a choice each of its arms.</param>
/// <param name="IsSpread">The value is a sequence, whose elements are written.</param>
internal sealed record WrittenValue(IObjectCreationOperation Owner, IPropertySymbol Property, SchemaProperty Schema, string Pointer, IOperation Value, bool IsSpread = false)
{
    /// <summary>As messages name it: <c>ingress[0].fromPort</c>.</summary>
    public string Path => ShapeWords.Path(Pointer);
}

/// <summary>Finds what a creation writes, nested objects included.</summary>
internal static class WrittenValues
{
    /// <summary>All that a file writes.</summary>
    public static IReadOnlyList<WrittenValue> In(TreeFacts tree, DslTypes dsl) =>
        [.. tree.Of<IObjectCreationOperation>(OperationKind.ObjectCreation).Where(c => (dsl.IsResource(c.Type) || dsl.IsNested(c.Type)) && !IsInside(c, dsl)).SelectMany(c => Of(c, dsl))];

    public static IEnumerable<WrittenValue> Of(IObjectCreationOperation creation, DslTypes dsl) => InInitializer(creation, creation.Initializer, "", dsl);

    // Written right inside another one, whose values then include its own.
    private static bool IsInside(IObjectCreationOperation creation, DslTypes dsl)
    {
        for (var parent = creation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or ICollectionExpressionOperation or IMemberInitializerOperation or IObjectOrCollectionInitializerOperation or IParenthesizedOperation
                    or IArrayCreationOperation or IArrayInitializerOperation:
                    continue;
                case ISimpleAssignmentOperation { Parent: IObjectOrCollectionInitializerOperation }: continue;
                case IConditionalOperation choice when choice.WhenTrue.Type is not null: continue;
                case IObjectCreationOperation outer: return dsl.IsResource(outer.Type) || dsl.IsNested(outer.Type);
                default: return false;
            }
        }

        return false;
    }

    private static IEnumerable<WrittenValue> InInitializer(IObjectCreationOperation owner, IObjectOrCollectionInitializerOperation? initializer, string parent, DslTypes dsl)
    {
        foreach (var member in initializer?.Initializers ?? [])
        {
            var (target, value) = member switch
            {
                ISimpleAssignmentOperation assignment => (assignment.Target as IPropertyReferenceOperation, assignment.Value),
                IMemberInitializerOperation nested => (nested.InitializedMember as IPropertyReferenceOperation, nested.Initializer),
                _ => default((IPropertyReferenceOperation?, IOperation)),
            };
            if (target is null || dsl.Property(target.Property) is not { } schema) continue;
            foreach (var written in InValue(new WrittenValue(owner, target.Property, schema, JsonPointer.Append(parent, schema.WireName), value), dsl)) yield return written;
        }
    }

    private static IEnumerable<WrittenValue> InValue(WrittenValue at, DslTypes dsl)
    {
        switch (at.Value)
        {
            case IConversionOperation { IsImplicit: true } conversion when conversion.OperatorMethod is null || dsl.Owns(conversion.OperatorMethod):
                return InValue(at with { Value = conversion.Operand }, dsl);
            case IParenthesizedOperation inner: return InValue(at with { Value = inner.Operand }, dsl);
            case IConditionalOperation { WhenFalse: { } otherwise } choice: return InValue(at with { Value = choice.WhenTrue }, dsl).Concat(InValue(at with { Value = otherwise }, dsl));
            case IInvocationOperation { Arguments: [_, { Value: var whenTrue }, { Value: var whenFalse }] } call when dsl.IsFunction(call.TargetMethod, "Authoring", "If"):
                return InValue(at with { Value = whenTrue }, dsl).Concat(InValue(at with { Value = whenFalse }, dsl));
            case ICollectionExpressionOperation collection: return InElements(at, collection.Elements, dsl);
            case IArrayCreationOperation { Initializer: { } elements }: return InElements(at, elements.ElementValues, dsl);
            case IObjectCreationOperation { Initializer: var nested } made when dsl.IsNested(made.Type): return InInitializer(at.Owner, nested, at.Pointer, dsl);
            case IObjectCreationOperation { Initializer: { } entries } made when dsl.IsCollection(made.Type) || dsl.IsAny(made.Type): return InEntries(at, entries, dsl);
            case IObjectOrCollectionInitializerOperation entries: return dsl.IsNested(at.Property.Type) ? InInitializer(at.Owner, entries, at.Pointer, dsl) : InEntries(at, entries, dsl);
            default: return [at];
        }
    }

    private static IEnumerable<WrittenValue> InElements(WrittenValue list, IEnumerable<IOperation> elements, DslTypes dsl) =>
        elements.SelectMany((element, i) => element is ISpreadOperation spread
            ? [list with { Value = spread.Operand, IsSpread = true, Pointer = JsonPointer.Append(list.Pointer, i) }]
            : InValue(list with { Value = element, Pointer = JsonPointer.Append(list.Pointer, i) }, dsl));

    private static IEnumerable<WrittenValue> InEntries(WrittenValue map, IObjectOrCollectionInitializerOperation entries, DslTypes dsl)
    {
        foreach (var entry in entries.Initializers.OfType<ISimpleAssignmentOperation>())
        {
            if (entry.Target is not IPropertyReferenceOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string key } }] }) continue;
            foreach (var written in InValue(map with { Value = entry.Value, Pointer = JsonPointer.Append(map.Pointer, key) }, dsl)) yield return written;
        }
    }
}
