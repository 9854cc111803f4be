namespace McpIac.Dsl;

/// <summary>Makes lists of nested objects from collection expressions.</summary>
public static class ObjectListBuilder
{
    public static ObjectList<T> Create<T>(ReadOnlySpan<T> items) where T : NestedObject => new(items.ToArray());
}
