using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Binding;

/// <summary>
/// The kinds of what an expression yields, as far as they show before anything is known: a function's argument of a kind that it never takes is found while a document is
/// written, as the C# compiler finds it in a program; and so is a member that no element of a list has.
/// </summary>
internal sealed class KindCheck(IReadOnlyDictionary<Reference, Shape?> shapes, Func<SourcePlace?> place)
{
    private readonly List<Diagnostic> found = [];
    private readonly Dictionary<string, Shape?> variables = new(StringComparer.Ordinal);

    /// <param name="place">Of the expression; asked for when something is wrong with it.</param>
    public static IReadOnlyList<Diagnostic> Problems(Expression expression, IReadOnlyDictionary<Reference, Shape?> shapes, Func<SourcePlace?> place)
    {
        var check = new KindCheck(shapes, place);
        check.Kind(expression);
        return check.found;
    }

    private ShapeKind Kind(Expression expression)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case Literal { Value: var value }: return KindOf(value);
            case Reference reference: return shapes.TryGetValue(reference, out var shape) && shape is { Variants.Count: 0 } ? shape.Kind : ShapeKind.Any;
            case Secret secret: return Kind(secret.Value);
            case Call call: return OfCall(call);
            case Interpolation text: return All(text.Parts, ShapeKind.Text);
            case ListExpression list: return All(list.Items, ShapeKind.List);
            case MapExpression map: return All(map.Members.Select(m => m.Value), ShapeKind.Map);
            case For loop:
                Asked(loop.Source, ShapeKind.List, "for");
                return With(loop.Variable, Shape(loop.Source)?.Element, () => All(loop.Filter is null ? [loop.Body] : [loop.Body, loop.Filter], ShapeKind.List));
            case Let let:
                Kind(let.Value);
                return With(let.Name, Shape(let.Value), () => Kind(let.Body));
            case Conditional c:
                Asked(c.Condition, ShapeKind.Boolean, "a condition");
                var (yes, no) = (Kind(c.WhenTrue), Kind(c.WhenFalse));
                return yes == no ? yes : ShapeKind.Any;
            case Access access:
                if (Shape(access.Target) is { Kind: ShapeKind.Object, Open: false } closed && closed.Member(access.Member) is null)
                    found.Add(BindingProblems.UnknownMember(access.Member, "An element", closed.Members.Select(m => m.Name), place()));
                return All([access.Target], ShapeKind.Any);
            default: return ShapeKind.Any;
        }
    }

    private ShapeKind With(string variable, Shape? shape, Func<ShapeKind> body)
    {
        var (hidden, outer) = (variables.Remove(variable, out var known), known);
        variables[variable] = shape;
        var kind = body();
        if (hidden) variables[variable] = outer;
        else variables.Remove(variable);
        return kind;
    }

    /// <summary>What is known of a value that is read; null for all else.</summary>
    private Shape? Shape(Expression expression) => expression switch
    {
        Reference reference => shapes.GetValueOrDefault(reference) is { Variants.Count: 0 } shape ? shape : null,
        Variable variable => variables.GetValueOrDefault(variable.Name) is { Variants.Count: 0 } shape ? shape : null,
        Access access => Shape(access.Target) switch
        {
            { Kind: ShapeKind.Object } of => of.Member(access.Member)?.Shape is { Variants.Count: 0 } shape ? shape : null,
            { Kind: ShapeKind.Map } of => of.Element is { Variants.Count: 0 } shape ? shape : null,
            _ => null,
        },
        _ => null,
    };

    private ShapeKind OfCall(Call call)
    {
        for (var i = 0; i < call.Arguments.Count; i++) Asked(call.Arguments[i], ArgumentKinds.Of(call.Function, i), call.Function);
        return Functions.Signature(call.Function)?.Result ?? ShapeKind.Any;
    }

    private void Asked(Expression expression, ShapeKind asked, string by)
    {
        var kind = Kind(expression);

        // What is known is evaluated, which says more.
        if (expression is not Literal && !ArgumentKinds.Fits(asked, kind)) found.Add(BindingProblems.WrongArgument(by, Words(asked), Words(kind), place()));
    }

    private ShapeKind All(IEnumerable<Expression> parts, ShapeKind kind)
    {
        foreach (var part in parts) Kind(part);
        return kind;
    }

    private static string Words(ShapeKind kind) => ShapeWords.Of(new Shape { Kind = kind });

    private static ShapeKind KindOf(Datum value) => value["$iac"] is not null ? ShapeKind.Any : value.Kind switch
    {
        DatumKind.Text => ShapeKind.Text,
        DatumKind.Number => value.AsInteger() is null ? ShapeKind.Number : ShapeKind.Integer,
        DatumKind.Boolean => ShapeKind.Boolean,
        DatumKind.List => ShapeKind.List,
        DatumKind.Map => ShapeKind.Map,
        _ => ShapeKind.Any,
    };
}
