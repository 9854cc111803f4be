using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>The documents that a schema can refer to, and what is where in them. Nothing is fetched.</summary>
internal sealed class SchemaLibrary
{
    // The reader goes no deeper, and a schema made otherwise isn't either.
    private const int MaxDepth = 512;

    private readonly SchemaOptions options;
    private readonly List<SchemaProblem> problems;
    private readonly Dictionary<string, SchemaResource> resources = new(StringComparer.Ordinal);
    private readonly Dictionary<Datum, SchemaPart> homes = new(SameDatum.Instance);
    private readonly List<SchemaResource> beside = [];

    public SchemaLibrary(Datum root, SchemaOptions options, List<SchemaProblem> problems)
    {
        (this.options, this.problems) = (options, problems);
        Root = Read(SchemaResource.Unnamed, root, options.At);
        beside.AddRange(options.Beside.Select((document, i) => Read($"{SchemaResource.Unnamed}{i}", document)));
    }

    public SchemaResource Root { get; }

    /// <summary>Where a schema stands; what isn't known as one stands in its place in the given resource.</summary>
    public SchemaPart Home(Datum schema, SchemaResource resource, SchemaPlace place) => homes.TryGetValue(schema, out var home) ? home : new SchemaPart(schema, resource, place);

    /// <summary>What a reference means; null when that isn't there.</summary>
    /// <param name="dynamicAnchor">The name of the dynamic anchor that it leads to, if it does.</param>
    public SchemaPart? Find(string reference, SchemaResource from, out string? dynamicAnchor)
    {
        dynamicAnchor = null;
        var hash = reference.IndexOf('#');
        var uri = hash < 0 ? reference : reference.Substring(0, hash);
        var resource = uri.Length == 0 ? from : Resolved(uri, from.Uri) is { } absolute ? Resource(absolute) : null;
        if (resource is null) return null;
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference.Substring(hash + 1));
        if (resource.DynamicAnchors.ContainsKey(fragment)) dynamicAnchor = fragment;
        return new[] { resource }.Concat(uri.Length == 0 ? beside : []).Select(r => Find(r, fragment)).FirstOrDefault(part => part is not null);
    }

    private SchemaPart? Find(SchemaResource resource, string fragment)
    {
        if (fragment.Length == 0) return resource.Whole;
        if (fragment[0] != '/') return resource.Anchors.TryGetValue(fragment, out var anchored) ? anchored : null;
        var part = resource.Whole;
        foreach (var token in JsonPointer.Tokens(fragment))
        {
            if (JsonPointer.Find(part.Schema, JsonPointer.Append("", token)) is not { } inner) return null;
            part = Home(inner, part.Resource, part.Place.To(token));
        }

        return SchemaWords.IsSchema(part.Schema) ? part : null;
    }

    private SchemaResource? Resource(string uri)
    {
        if (resources.TryGetValue(uri, out var known)) return known;
        return (options.Documents.TryGetValue(uri, out var document) ? document : MetaSchemas.Find(uri)) is { } found ? Read(uri, found) : null;
    }

    private SchemaResource Read(string uri, Datum document, string at = "")
    {
        var resource = resources[uri] = new SchemaResource(uri, document, DialectOf(document, uri, Dialect.Standard), at);
        Visit(resource.Whole, 0, isRoot: true);
        return resources[uri];
    }

    private Dialect DialectOf(Datum schema, string uri, Dialect outer)
    {
        if (schema["$schema"]?.AsText() is not { } meta) return outer;
        if (meta == MetaSchemas.Uri || Resolved(meta.TrimEnd('#'), uri) is not { } absolute || !options.Documents.TryGetValue(absolute, out var document)) return Dialect.Standard;
        if (document["$vocabulary"] is not { Kind: DatumKind.Map } vocabulary) return Dialect.Standard;
        var unknown = new List<string>();
        var dialect = Dialect.Of(vocabulary, unknown);
        problems.AddRange(unknown.Select(v => new SchemaProblem("#/$schema", $"it needs the vocabulary {v}, which isn't known here")));
        return dialect;
    }

    private void Visit(SchemaPart part, int depth, bool isRoot = false)
    {
        var schema = part.Schema;
        if (schema.Kind != DatumKind.Map) return;
        if (depth > MaxDepth)
        {
            problems.Add(new SchemaProblem(part.Resource.Locate(part.Place), $"it is nested deeper than {MaxDepth} levels"));
            return;
        }

        if (schema["$id"]?.AsText() is { Length: > 0 } id && id[0] != '#') part = Identified(part, id, isRoot);
        if (schema.Members.Count > 0 && !homes.ContainsKey(schema)) homes.Add(schema, part);
        if (schema["$anchor"]?.AsText() is { } anchor) Anchor(part.Resource.Anchors, anchor, part);
        if (schema["$dynamicAnchor"]?.AsText() is { } dynamic)
        {
            Anchor(part.Resource.Anchors, dynamic, part);
            Anchor(part.Resource.DynamicAnchors, dynamic, part);
        }

        foreach (var member in schema.Members) VisitInside(part, member.Key, member.Value, depth + 1);
    }

    private void VisitInside(SchemaPart part, string keyword, Datum value, int depth)
    {
        var place = part.Place.To(keyword);
        if (value.Kind == DatumKind.Map && SchemaWords.Single.Contains(keyword)) Visit(new SchemaPart(value, part.Resource, place), depth);
        else if (value.Kind == DatumKind.List && SchemaWords.Lists.Contains(keyword))
        {
            for (var i = 0; i < value.Items.Count; i++) Visit(new SchemaPart(value.Items[i], part.Resource, place.To(i)), depth);
        }
        else if (value.Kind == DatumKind.Map && SchemaWords.Maps.Contains(keyword))
        {
            foreach (var member in value.Members) Visit(new SchemaPart(member.Value, part.Resource, place.To(member.Key)), depth);
        }
    }

    // A document is known by the URI that it was asked for and by its own.
    private SchemaPart Identified(SchemaPart part, string id, bool isRoot)
    {
        if (Resolved(id.Split('#')[0], part.Resource.Uri) is not { } uri)
        {
            problems.Add(new SchemaProblem(part.Resource.Locate(part.Place.To("$id")), $"'{id}' is no URI"));
            return part;
        }

        if (uri == part.Resource.Uri && isRoot) return part;
        var resource = new SchemaResource(uri, part.Schema, isRoot ? part.Resource.Dialect : DialectOf(part.Schema, uri, part.Resource.Dialect), isRoot ? part.Resource.At : "");
        if (!resources.ContainsKey(uri)) resources[uri] = resource;
        if (isRoot) resources[part.Resource.Uri] = resource;
        return resource.Whole;
    }

    private static void Anchor(Dictionary<string, SchemaPart> anchors, string name, SchemaPart part)
    {
        if (!anchors.ContainsKey(name)) anchors.Add(name, part);
    }

    private static string? Resolved(string reference, string from)
    {
        var scheme = reference.IndexOf(':');
        if (scheme > 0 && reference.Substring(0, scheme).All(c => char.IsLetterOrDigit(c) || c is '+' or '-' or '.'))
            return Uri.TryCreate(reference, UriKind.Absolute, out var whole) ? Text(whole) : null;
        return Uri.TryCreate(from, UriKind.Absolute, out var outer) && Uri.TryCreate(outer, reference, out var joined) ? Text(joined) : null;
    }

    private static string Text(Uri uri) => uri.IsAbsoluteUri ? uri.AbsoluteUri : uri.OriginalString;

    private sealed class SameDatum : IEqualityComparer<Datum>
    {
        public static readonly SameDatum Instance = new();

        public bool Equals(Datum? x, Datum? y) => ReferenceEquals(x, y);

        public int GetHashCode(Datum obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
