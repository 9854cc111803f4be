using System.Runtime.CompilerServices;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Declarations;

namespace McpIac.Compiler.Binding;

/// <summary>Binds one resource: names, references, values, dependencies.</summary>
internal sealed class ResourceBinder(BindingScope scope, ReferenceResolver resolver, DeclaredResource resource)
{
    private readonly ResourcePlaces places = scope.PlacesOf(resource);
    private readonly Coercion coercion = new(scope.PlacesOf(resource).Spelling);
    private readonly Dictionary<string, Expression> properties = new(StringComparer.Ordinal);
    private readonly List<string> dependencies = [];
    private readonly HashSet<string> depended = new(StringComparer.Ordinal);

    /// <summary>The bound resource, or null when its type is unknown.</summary>
    public BoundResource? Bind()
    {
        if (scope.Names(resource.Type) is not { } names)
        {
            scope.Report(BindingProblems.UnknownType(resource.Type, scope.Catalog, places.Type));
            return null;
        }

        var existing = resource.Existing is { } id ? BindExisting(names, id) : null;
        if (existing is null) foreach (var property in resource.Properties) BindProperty(names, property);
        foreach (var missing in names.Required.Where(m => existing is null && !properties.ContainsKey(m.Name)))
            scope.Report(BindingProblems.MissingProperty(missing.Name, resource.Name, names.Type, places.Whole));
        if (existing is null) new ValueCheck(scope, places).CheckTogether(names.Type, properties, name => resource.Properties.FirstOrDefault(p => names.Property(p.Name)?.Name == name));
        foreach (var urn in resource.DependsOn) Depend(urn);
        var options = new OptionsBinder(scope, places, names.Type, (option, pointer) => Resolved(option, option.Value, pointer, [])).Bind();
        return new BoundResource(resource.Urn, resource.Name, names.Type, properties, dependencies, places.Whole) { Options = options, Existing = existing };
    }

    // What is read has no properties of its own, and of its options those that say how it is found and what it has to be.
    private Expression BindExisting(TypeNames names, DeclaredProperty id)
    {
        if (!names.Type.CanReadById) scope.Report(ExistingProblems.NotReadable(resource.Name, names.Type, places.Value(id, "/" + id.Name)));
        if (resource.Properties is [var first, ..]) scope.Report(ExistingProblems.Written(resource.Name, first.Name, places.Key(first, "/" + ShapeWords.Escape(first.Name))));
        foreach (var option in resource.Options.Where(o => !OptionsBinder.OfExisting.Contains(o.Name) && OptionsBinder.Names.Contains(o.Name)))
            scope.Report(ExistingProblems.Option(option.Name, resource.Name, OptionsBinder.OfExisting, places.Key(option, $"{Sources.WrittenValues.Options}/{ShapeWords.Escape(option.Name)}")));
        var shape = new Shape { Kind = ShapeKind.Text, MinLength = 1, References = [$"{names.Type.Token}#id"], ReferenceOrText = true };
        return Bound(new ShapeMember(id.Name, shape, Required: true, Aliases: []), id);
    }

    private void BindProperty(TypeNames names, DeclaredProperty property)
    {
        var pointer = "/" + ShapeWords.Escape(property.Name);
        if (names.Property(property.Name) is not { } member)
        {
            if (!names.Type.Properties.Open) scope.Report(BindingProblems.UnknownProperty(property.Name, names.Type, places.Key(property, pointer)));
            else properties[property.Name] = Resolved(property, property.Value, pointer, []);
            return;
        }

        if (!properties.TryAdd(member.Name, property.Value))
        {
            scope.Report(DeclarationProblems.SetTwice(member.Name, property.Name, resource.Name, places.Key(property, pointer)));
            return;
        }

        properties[member.Name] = Bound(member, property);
        if (member.Shape.Deprecated) scope.Report(DeclarationProblems.Deprecated(property.Name, names.Type.Token, places.Key(property, pointer)));
    }

    private Expression Bound(ShapeMember member, DeclaredProperty property)
    {
        var pointer = "/" + ShapeWords.Escape(property.Name);
        var shapes = new Dictionary<Reference, Shape?>();
        var value = CanonicalNames.Apply(member.Shape, coercion.Apply(member.Shape, Resolved(property, property.Value, pointer, shapes), pointer));
        new ValueCheck(scope, places).Check(member, property, value);
        if (shapes.Count == 0 && value is Literal) return value;
        var fit = new ReferenceFit(scope, places, property, shapes);
        fit.Check(member.Shape, value, pointer);
        fit.CheckArguments(value, pointer);
        return value;
    }

    // Down to the values that are written one by one, so that each is reported at its own place.
    private Expression Resolved(DeclaredProperty property, Expression value, string pointer, Dictionary<Reference, Shape?> shapes)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return value switch
        {
            Literal => value,
            ListExpression list => new ListExpression([.. list.Items.Select((item, i) => Resolved(property, item, JsonPointer.Append(pointer, i), shapes))]),
            MapExpression map => new MapExpression(
                [.. map.Members.Select(m => KeyValuePair.Create(m.Key, Resolved(property, m.Value, JsonPointer.Append(pointer, m.Key), shapes)))]),
            _ => References.Rewrite(value, reference => Resolved(reference, property, pointer, shapes)),
        };
    }

    private Reference Resolved(Reference reference, DeclaredProperty property, string pointer, Dictionary<Reference, Shape?> shapes)
    {
        var (resolved, shape) = resolver.Resolve(reference, resource.Name, target => places.Reference(property, pointer, reference, target));
        shapes[resolved] = shape;

        // What is judged after the resource was made may look at it.
        if (resolved.Urn == resource.Urn && pointer.StartsWith(Sources.WrittenValues.Options + "/postconditions", StringComparison.Ordinal)) return resolved;
        if (depended.Add(resolved.Urn)) dependencies.Add(resolved.Urn);
        return resolved;
    }

    private void Depend(string urn)
    {
        if (scope.Resource(urn) is null) scope.Report(BindingProblems.UnknownDependency(urn, resource.Name, places.Whole));
        else if (depended.Add(urn)) dependencies.Add(urn);
    }
}
