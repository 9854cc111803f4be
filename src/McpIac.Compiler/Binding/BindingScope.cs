using McpIac.Compiler.Sources;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Binding;

/// <summary>What every check of one binding shares: the catalog, the resources by urn, the places, and where diagnostics go.</summary>
internal sealed class BindingScope
{
    private readonly Dictionary<string, TypeNames?> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeclaredResource> byUrn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeclaredResource> formers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Server, string Type, string Id), DeclaredResource> imports = [];
    private readonly SourceMap map;
    private ILookup<string, DeclaredResource>? byName;

    public BindingScope(DeclaredDeployment deployment, Catalog catalog, SourceMap map)
    {
        Catalog = catalog;
        this.map = map;
        foreach (var resource in deployment.Resources) byUrn.TryAdd(resource.Urn, resource);
    }

    public Catalog Catalog { get; }

    /// <summary>Other servers of providers, by name, with the provider each is one of.</summary>
    public required IReadOnlyDictionary<string, string> Instances { get; init; }

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>The names of a type, or null when no snapshot has it.</summary>
    public TypeNames? Names(string token)
    {
        if (!types.TryGetValue(token, out var names)) types[token] = names = Catalog.Find(token) is { } type ? new TypeNames(type) : null;
        return names;
    }

    /// <summary>The resource of a urn; of two with one urn the first.</summary>
    public DeclaredResource? Resource(string urn) => byUrn.GetValueOrDefault(urn);

    /// <summary>The resource that is called so, or <c>type:name</c>; of several the one beside <paramref name="from"/>, and null when that doesn't tell either.</summary>
    public DeclaredResource? Named(string name, DeclaredResource from)
    {
        byName ??= byUrn.Values.SelectMany(r => new[] { r.Name, $"{r.Type}:{r.Name}" }.Select(n => (Name: n, Resource: r))).ToLookup(r => r.Name, r => r.Resource, StringComparer.Ordinal);
        DeclaredResource[] all = [.. byName[name]];
        DeclaredResource[] beside = all.Length == 1 ? all : [.. all.Where(r => Parent(r) == Parent(from))];
        return beside is [var only] ? only : null;
        static string Parent(DeclaredResource resource) => string.Join('/', resource.Urn.Split('/')[..^2]);
    }

    /// <summary>Makes a former name a resource's; why it can't be, or null.</summary>
    public string? ClaimFormer(string urn, DeclaredResource resource)
    {
        if (urn == resource.Urn) return "that is its name";
        if (Resource(urn) is not null) return "another resource of this program has that name";
        if (formers.TryGetValue(urn, out var other) && other.Urn != resource.Urn) return $"{other.Name} says so too";
        formers[urn] = resource;
        return null;
    }

    /// <summary>Makes what exists a resource's; the name of another that is to take it over too, or null.</summary>
    public string? ClaimImport(string type, string id, DeclaredResource resource)
    {
        var server = resource.Options.FirstOrDefault(o => o.Name == "provider")?.Value is Literal { Value: var written } ? written.AsText() ?? "" : "";
        if (imports.TryGetValue((server, type, id), out var other) && other.Urn != resource.Urn) return other.Name;
        imports[(server, type, id)] = resource;
        return null;
    }

    public ResourcePlaces PlacesOf(DeclaredResource resource) => new(resource, map.Find(resource));

    /// <summary>The place of the part of an output's value that reads a resource.</summary>
    public SourcePlace? PlaceOf(DeclaredOutput output, Reference read, string target) => map.Find(output)?.ReadAt("", target, read.Path) ?? output.Place;

    /// <summary>The place of the part of a check that reads a resource, or of the value at a pointer of <c>{ condition, message }</c>.</summary>
    public SourcePlace? PlaceOf(DeclaredCheck check, string pointer, Reference? read = null, string target = "") => map.Find(check) is { } written
        ? (read is null ? null : written.ReadAt(pointer, target, read.Path)) ?? written.ValueAt(pointer) ?? check.Place : map.Call(check.Place);

    public void Report(Diagnostic diagnostic) => Diagnostics.Add(diagnostic);
}

/// <summary>Where a resource and its values were written.</summary>
internal readonly record struct ResourcePlaces(DeclaredResource Resource, Creation? Creation)
{
    public SourcePlace? Whole => Creation?.Place ?? Resource.Place;

    public SourcePlace? Type => Creation?.Type ?? Whole;

    /// <summary>The place of the value at a JSON pointer that begins with the property's name as written; the nearest enclosing one that is known.</summary>
    public SourcePlace? Value(DeclaredProperty property, string pointer) => Creation?.ValueAt(pointer) ?? property.Place ?? Whole;

    /// <summary>The place of the part of that value that reads a resource.</summary>
    public SourcePlace? Reference(DeclaredProperty property, string pointer, Reference read, string target) =>
        Creation?.ReadAt(pointer, target, read.Path) ?? Value(property, pointer);

    /// <summary>How the number or boolean at a pointer is written, where that isn't how JSON writes it.</summary>
    public string? Spelling(string pointer) => Creation?.SpellingAt(pointer);

    /// <summary>The place of the name of the member at a JSON pointer, for when the name is what is wrong.</summary>
    public SourcePlace? Key(DeclaredProperty property, string pointer) => Creation?.KeyAt(pointer) ?? property.Place ?? Whole;
}
