using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Declarations;

namespace McpIac.Compiler.Binding;

/// <summary>
/// Checks what no known value shows: that a reference yields the kind of value its property takes, and, where the schema says what may be
/// referred to (<c>x-iac-ref</c>), that it does. Only references that are the value itself count; inside an interpolation everything is text.
/// </summary>
internal sealed class ReferenceFit(BindingScope scope, ResourcePlaces places, DeclaredProperty property, IReadOnlyDictionary<Reference, Shape?> shapes)
{
    private const int MaxDepth = 64;

    public void Check(Shape expected, Expression value, string pointer, int depth = 0)
    {
        if (depth > MaxDepth) return;
        switch (value)
        {
            case Reference reference: CheckReference(expected, reference, pointer); break;
            case Interpolation: CheckKind(expected, ShapeKind.Text, pointer); break;
            case Call call: CheckKind(expected, Functions.Signature(call.Function)?.Result ?? ShapeKind.Any, pointer); break;
            case Secret secret: Check(expected, secret.Value, pointer, depth + 1); break;
            case Let let: Check(expected, let.Body, pointer, depth + 1); break;
            case Conditional conditional:
                Check(expected, conditional.WhenTrue, pointer, depth + 1);
                Check(expected, conditional.WhenFalse, pointer, depth + 1);
                break;
            case For each when expected.Element is { } element: Check(element, each.Body, pointer, depth + 1); break;
            case ListExpression list when expected.Element is { } element:
                for (var i = 0; i < list.Items.Count; i++) Check(element, list.Items[i], $"{pointer}/{i}", depth + 1);
                break;
            case MapExpression map:
                foreach (var (name, inner) in map.Members)
                {
                    var shape = expected.Kind == ShapeKind.Map ? expected.Element : expected.Member(name)?.Shape;
                    if (shape is not null) Check(shape, inner, $"{pointer}/{ShapeWords.Escape(name)}", depth + 1);
                }

                break;
        }
    }

    /// <summary>That no function in it is given a kind of value that it never takes.</summary>
    public void CheckArguments(Expression value, string pointer)
    {
        switch (value)
        {
            case Literal or Reference: break;
            case ListExpression list:
                for (var i = 0; i < list.Items.Count; i++) CheckArguments(list.Items[i], JsonPointer.Append(pointer, i));
                break;
            case MapExpression map:
                foreach (var (name, inner) in map.Members) CheckArguments(inner, JsonPointer.Append(pointer, name));
                break;
            default:
                foreach (var problem in KindCheck.Problems(value, shapes, () => places.Value(property, pointer))) scope.Report(problem);
                break;
        }
    }

    private void CheckKind(Shape expected, ShapeKind given, string pointer)
    {
        if (ArgumentKinds.Fits(expected.Kind, given) || expected.Variants.Any(v => ArgumentKinds.Fits(v.Kind, given))) return;
        scope.Report(BindingProblems.WrongKind(ShapeWords.Path(pointer), places.Resource.Name, ShapeWords.Of(expected), ShapeWords.Of(new Shape { Kind = given }), places.Value(property, pointer)));
    }

    private void CheckReference(Shape expected, Reference reference, string pointer)
    {
        if (!shapes.TryGetValue(reference, out var given) || given is null || scope.Resource(reference.Urn) is not { } target) return;
        var path = ShapeWords.Path(pointer);
        var source = $"{ShapeWords.Path(string.Join('/', reference.Path))} of {target.Name} ({target.Type})";
        if (!Fits(expected, given, 0))
        {
            scope.Report(BindingProblems.WrongKind(path, places.Resource.Name, ShapeWords.Of(expected), $"{source}, {ShapeWords.Of(given)}", places.Value(property, pointer)));
        }
        else if (expected.References.Count > 0 && !Meant(expected, given, reference, target.Type))
        {
            scope.Report(DeclarationProblems.WrongReference(path, places.Resource.Name, source, expected.References, places.Value(property, pointer)));
        }
    }

    private static bool Fits(Shape expected, Shape given, int depth)
    {
        if (expected.Variants.Count > 0) return depth > MaxDepth || expected.Variants.Any(v => Fits(v, given, depth + 1));
        if (given.Variants.Count > 0) return depth > MaxDepth || given.Variants.Any(v => Fits(expected, v, depth + 1));
        if (depth > MaxDepth || expected.Kind == ShapeKind.Any || given.Kind == ShapeKind.Any) return true;
        if (expected.Kind == ShapeKind.Number && given.Kind == ShapeKind.Integer) return true;
        if (expected.Kind is ShapeKind.Object or ShapeKind.Map && given.Kind is ShapeKind.Object or ShapeKind.Map) return true;
        if (expected.Kind != given.Kind) return false;
        return expected.Element is null || given.Element is null || Fits(expected.Element, given.Element, depth + 1);
    }

    // A property that itself must refer to the same thing passes it on: subnetB.VpcId = subnetA.VpcId.
    private static bool Meant(Shape expected, Shape given, Reference reference, string targetType)
    {
        if (reference.Path.Count == 1 && expected.References.Any(r => ReferenceTargets.Name(r, targetType, reference.Path[0]))) return true;
        if (given.References.Any(r => expected.References.Contains(r, StringComparer.Ordinal))) return true;

        // Where any text will do, only another resource's identity is surely a mistake.
        return expected.ReferenceOrText && (reference.Path.Count > 1 || reference.Path[0] != "id");
    }
}
