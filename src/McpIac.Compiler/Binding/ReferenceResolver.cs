using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Binding;

/// <summary>Resolves references: to a resource of the deployment, and in it to a property or output, by its own name.</summary>
internal sealed class ReferenceResolver(BindingScope scope)
{
    /// <summary>The reference by canonical names and the shape it denotes; the shape is null when a problem was reported or nothing can be said.</summary>
    /// <param name="place">Where it was written, given the resource's name; asked for when something is wrong with it.</param>
    public (Reference Reference, Shape? Shape) Resolve(Reference reference, string user, Func<string, SourcePlace?> place)
    {
        if (scope.Resource(reference.Urn) is not { } target)
        {
            scope.Report(BindingProblems.UnknownResource(reference.Urn, user, place("")));
            return (reference, null);
        }

        // An unknown type is reported where it is declared, once.
        if (scope.Names(target.Type) is not { } names || reference.Path.Count == 0) return (reference, null);
        if (names.Readable(reference.Path[0]) is not { } member)
        {
            scope.Report(BindingProblems.UnknownMember(reference.Path[0], $"{target.Name} ({target.Type})", names.ReadableNames, place(target.Name)));
            return (reference, null);
        }

        var path = new string[reference.Path.Count];
        path[0] = member.Name;
        var shape = Walk(member, reference.Path, path, target.Name, place);
        return (new Reference(reference.Urn, new EquatableList<string>(path)), shape);
    }

    private Shape? Walk(ShapeMember start, EquatableList<string> written, string[] path, string target, Func<string, SourcePlace?> place)
    {
        Shape? shape = start.Shape;
        for (var i = 1; i < path.Length; i++)
        {
            path[i] = written[i];
            if (shape is null || shape.Kind == ShapeKind.Any || shape is { Kind: ShapeKind.Object, Members.Count: 0 }) shape = null;
            else if (shape.Kind is ShapeKind.List or ShapeKind.Map) shape = shape.Element;
            else if (shape.Kind == ShapeKind.Object && shape.Member(written[i]) is { } member) (path[i], shape) = (member.Name, member.Shape);
            else if (shape is { Kind: ShapeKind.Object, Open: true }) shape = null;
            else
            {
                var parent = $"{ShapeWords.Path(string.Join('/', path.Take(i)))} of {target}";
                scope.Report(BindingProblems.UnknownMember(written[i], parent, shape.Members.Select(m => m.Name), place(target)));
                return null;
            }
        }

        return shape;
    }
}
