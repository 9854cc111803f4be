using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Declarations;

namespace McpIac.Compiler.Binding;

/// <summary>Binds one resource: names, references, values, dependencies.</summary>
internal sealed class ResourceBinder(BindingScope scope, ReferenceResolver resolver, DeclaredResource resource)
{
    private readonly ResourcePlaces places = scope.PlacesOf(resource);
    private readonly Dictionary<string, Expression> properties = new(StringComparer.Ordinal);
    private readonly List<string> dependencies = [];
    private readonly HashSet<string> depended = new(StringComparer.Ordinal);

    /// <summary>The bound resource, or null when its type is unknown.</summary>
    public BoundResource? Bind()
    {
        if (scope.Names(resource.Type) is not { } names)
        {
            scope.Report(BindingProblems.UnknownType(resource.Type, scope.Catalog, places.Whole));
            return null;
        }

        foreach (var property in resource.Properties) BindProperty(names, property);
        foreach (var missing in names.Required.Where(m => !properties.ContainsKey(m.Name)))
            scope.Report(BindingProblems.MissingProperty(missing.Name, resource.Name, names.Type, places.Whole));
        foreach (var urn in resource.DependsOn) Depend(urn);
        return new BoundResource(resource.Urn, resource.Name, names.Type, properties, dependencies, places.Whole);
    }

    private void BindProperty(TypeNames names, DeclaredProperty property)
    {
        var place = places.Value(property, "/" + ShapeWords.Escape(property.Name));
        if (names.Property(property.Name) is not { } member)
        {
            if (!names.Type.Properties.Open) scope.Report(BindingProblems.UnknownProperty(property.Name, names.Type, place));
            else properties[property.Name] = Resolved(property, property.Value, new Dictionary<Reference, Shape?>());
            return;
        }

        var shapes = new Dictionary<Reference, Shape?>();
        var value = CanonicalNames.Apply(member.Shape, Resolved(property, property.Value, shapes));
        if (!properties.TryAdd(member.Name, value))
        {
            scope.Report(DeclarationProblems.SetTwice(member.Name, property.Name, resource.Name, place));
            return;
        }

        if (member.Shape.Deprecated) scope.Report(DeclarationProblems.Deprecated(property.Name, names.Type.Token, place));
        new ValueCheck(scope, places).Check(member, property, value);
        if (shapes.Count > 0 || value is not Literal)
            new ReferenceFit(scope, places, property, shapes).Check(member.Shape, value, "/" + ShapeWords.Escape(property.Name));
    }

    private Expression Resolved(DeclaredProperty property, Expression value, Dictionary<Reference, Shape?> shapes)
    {
        if (value is Literal) return value;
        return References.Rewrite(value, reference =>
        {
            var (resolved, shape) = resolver.Resolve(reference, resource.Name, places.Value(property, "/" + ShapeWords.Escape(property.Name)));
            shapes[resolved] = shape;
            if (depended.Add(resolved.Urn)) dependencies.Add(resolved.Urn);
            return resolved;
        });
    }

    private void Depend(string urn)
    {
        if (scope.Resource(urn) is null) scope.Report(BindingProblems.UnknownDependency(urn, resource.Name, places.Whole));
        else if (depended.Add(urn)) dependencies.Add(urn);
    }
}
