using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Snapshots;

/// <summary>References (<c>x-iac-ref</c>) to a type or output that a loaded provider doesn't have. A provider that isn't loaded may have anything.</summary>
internal static class DanglingReferences
{
    public static IEnumerable<Diagnostic> In(SnapshotReading reading, Catalog catalog) =>
        from type in reading.Types
        let at = JsonPointer.Append("/types", IndexOf(reading, type))
        from found in Of(type.Properties, JsonPointer.Append(at, "properties"), 0)
        where !Exists(found.Reference, catalog)
        select new SnapshotProblem(SnapshotIds.DanglingReference, Severity.Warning, found.Pointer,
            $"{type.Token}: The schema refers to '{found.Reference}', which no snapshot has.",
            "Pull the snapshot of the provider that is referred to again, or mend the reference.").InFile(reading.Source.Path, reading.Source.Content);

    private static int IndexOf(SnapshotReading reading, ResourceType type)
    {
        var types = reading.Snapshot?.Types ?? [];
        for (var i = 0; i < types.Count; i++)
        {
            if (ReferenceEquals(types[i], type.Raw)) return i;
        }

        return 0;
    }

    private static IEnumerable<(string Reference, string Pointer)> Of(Shape shape, string pointer, int depth)
    {
        if (depth > 16) yield break; // deeper ones come from expanded references and repeat what was seen above
        foreach (var reference in shape.References) yield return (reference, JsonPointer.Append(pointer, "x-iac-ref"));
        var inner = shape.Members
            .Select(m => (m.Shape, JsonPointer.Append(JsonPointer.Append(pointer, "properties"), m.Name)))
            .Concat(shape.Element is null ? [] : new[] { (shape.Element, JsonPointer.Append(pointer, shape.Kind == ShapeKind.List ? "items" : "additionalProperties")) });
        foreach (var (part, at) in inner)
        {
            foreach (var found in Of(part, at, depth + 1)) yield return found;
        }
    }

    private static bool Exists(string reference, Catalog catalog)
    {
        var hash = reference.IndexOf('#');
        var token = reference.Substring(0, hash);
        var type = catalog.Find(token);
        if (type is null) return catalog.Providers.All(p => p.Name != token.Substring(0, token.IndexOf(':')));
        var name = reference.Substring(hash + 1);
        return type.Outputs.Member(name) is not null || type.Properties.Member(name) is not null;
    }
}
