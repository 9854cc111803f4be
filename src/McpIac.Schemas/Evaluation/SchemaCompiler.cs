using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>Compiles schemas of one document into nodes: one for each schema in it, however often it is referred to. Not thread-safe; its nodes are.</summary>
internal sealed class SchemaCompiler
{
    private readonly List<SchemaProblem> problems = [];
    private readonly SchemaLibrary library;
    private readonly SchemaOptions options;
    private readonly Dictionary<(Datum, SchemaResource), SchemaNode> nodes = new(SameSchema.Instance);
    private readonly HashSet<SchemaResource> entered = [];

    // Nodes are filled one after the other and not inside each other, so that no schema can be too deep.
    private readonly Queue<(SchemaNode Node, SchemaPart Part)> empty = new();

    public SchemaCompiler(Datum schema, SchemaOptions options)
    {
        this.options = options;
        library = new SchemaLibrary(schema, options, problems);
    }

    public IReadOnlyList<SchemaProblem> Problems => problems;

    public SchemaOptions Options => options;

    /// <summary>The whole document.</summary>
    public SchemaNode Compile() => Compile(library.Root.Root, library.Root.Whole.Place);

    /// <summary>A schema made of parts of the document.</summary>
    public SchemaNode Compile(Datum schema, SchemaPlace place)
    {
        var node = Node(schema, library.Root, place);
        while (empty.Count > 0)
        {
            var (next, part) = empty.Dequeue();
            new SchemaReader(this, part).Fill(next);
        }

        return node;
    }

    /// <summary>The node of a schema, which may not be filled yet.</summary>
    public SchemaNode Node(Datum schema, SchemaResource resource, SchemaPlace place)
    {
        var part = library.Home(schema, resource, place);
        Enter(part.Resource);
        if (schema.Kind != DatumKind.Map || schema.Members.Count == 0)
        {
            if (!SchemaWords.IsSchema(schema)) Problem(part.Resource, place, "a schema is an object, true or false");
            return new SchemaNode(part.Resource, part.Place) { Never = schema.AsBoolean() == false };
        }

        if (nodes.TryGetValue((schema, part.Resource), out var node)) return node;
        node = nodes[(schema, part.Resource)] = new SchemaNode(part.Resource, part.Place);
        empty.Enqueue((node, part));
        return node;
    }

    /// <summary>The node that a reference leads to; null, and a problem, when it leads nowhere.</summary>
    public SchemaNode? Target(string reference, SchemaResource resource, SchemaPlace place, out string? dynamicAnchor)
    {
        if (library.Find(reference, resource, out dynamicAnchor) is { } part) return Node(part.Schema, part.Resource, part.Place);
        Problem(resource, place, $"it refers to '{reference}', which isn't there; nothing is fetched");
        return null;
    }

    public void Problem(SchemaResource resource, SchemaPlace place, string message) => problems.Add(new SchemaProblem(resource.Locate(place), message));

    // A dynamic reference anywhere may mean any of them.
    private void Enter(SchemaResource resource)
    {
        if (!entered.Add(resource)) return;
        foreach (var anchor in resource.DynamicAnchors) resource.DynamicNodes[anchor.Key] = Node(anchor.Value.Schema, anchor.Value.Resource, anchor.Value.Place);
    }

    private sealed class SameSchema : IEqualityComparer<(Datum Schema, SchemaResource Resource)>
    {
        public static readonly SameSchema Instance = new();

        public bool Equals((Datum Schema, SchemaResource Resource) x, (Datum Schema, SchemaResource Resource) y) =>
            ReferenceEquals(x.Schema, y.Schema) && ReferenceEquals(x.Resource, y.Resource);

        public int GetHashCode((Datum Schema, SchemaResource Resource) obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.Schema);
    }
}
