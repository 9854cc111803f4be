using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Snapshots;

/// <summary>References (<c>x-iac-ref</c>) to a type or output that a loaded provider doesn't have. A provider that isn't loaded may have anything.</summary>
internal sealed class DanglingReferences
{
    private const string Annotation = "x-iac-ref";
    private const int MaxDepth = 16; // deeper ones come from expanded references and repeat what was seen above

    private readonly Catalog catalog;
    private readonly HashSet<string> providers;
    private readonly SnapshotProblems problems = new();
    private readonly Stack<string> path = [];

    private DanglingReferences(Catalog catalog)
    {
        this.catalog = catalog;
        providers = new HashSet<string>(catalog.Providers.Select(p => p.Name), StringComparer.Ordinal);
    }

    public static IEnumerable<Diagnostic> In(SnapshotReading reading, Catalog catalog)
    {
        // Most snapshots have none at all, and shapes are many.
        if (reading.Source.Content.IndexOf(Annotation, StringComparison.Ordinal) < 0) return [];
        var search = new DanglingReferences(catalog);
        foreach (var type in reading.Types) search.Visit(type, reading.Snapshot?.Types ?? []);
        return search.problems.InFile(reading.Source.Path, reading.Source.Content);
    }

    private void Visit(ResourceType type, IReadOnlyList<Datum> raw)
    {
        foreach (var (reference, pointer) in Of(type.Properties).Where(f => !Exists(f.Reference)).ToArray())
        {
            var index = raw.TakeWhile(r => !ReferenceEquals(r, type.Raw)).Count();
            problems.Warning(SnapshotIds.DanglingReference, index < raw.Count ? $"/types/{index}/properties{pointer}" : "",
                $"{type.Token}: The schema refers to '{reference}', which no snapshot has.", "Pull the snapshot of the provider that is referred to again, or mend the reference.");
        }
    }

    private IEnumerable<(string Reference, string Pointer)> Of(Shape shape)
    {
        foreach (var reference in shape.References) yield return (reference, Pointer(Annotation));
        if (path.Count > MaxDepth * 2 || shape.IsRepeat) yield break;
        path.Push("properties");
        foreach (var member in shape.Members)
        {
            path.Push(member.Name);
            foreach (var found in Of(member.Shape)) yield return found;
            path.Pop();
        }

        path.Pop();
        if (shape.Element is not { } element) yield break;
        path.Push(shape.Kind == ShapeKind.List ? "items" : "additionalProperties");
        foreach (var found in Of(element)) yield return found;
        path.Pop();
    }

    private string Pointer(string last) => path.Reverse().Append(last).Aggregate("", JsonPointer.Append);

    private bool Exists(string reference)
    {
        var hash = reference.IndexOf('#');
        var token = reference.Substring(0, hash);
        if (catalog.Find(token) is not { } type) return !providers.Contains(token.Substring(0, token.IndexOf(':')));
        var name = reference.Substring(hash + 1);
        return type.Outputs.Member(name) is not null || type.Properties.Member(name) is not null;
    }
}
