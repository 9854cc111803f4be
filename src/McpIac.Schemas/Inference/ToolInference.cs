using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Inference;

/// <summary>
/// A server's tools as types (docs/decisions/0012): resources where tools make, read and unmake one kind of thing, else data sources and actions.
/// Pure, O(n log n); the same tools in any order give the same types.
/// </summary>
internal static class ToolInference
{
    /// <param name="hasTypes">The server publishes resource types itself; then its other tools are no lifecycles.</param>
    /// <param name="taken">Those types' tokens.</param>
    /// <param name="mapped">Tools that the mapped types of a plain server have; null for a server without a mapping.</param>
    public static IReadOnlyList<InferredType> Infer(
        string provider, IReadOnlyList<Datum> tools, bool hasTypes, IEnumerable<string> taken, SnapshotProblems problems, IReadOnlyCollection<string>? mapped = null)
    {
        var usable = ToolReader.Read(tools, problems);
        if ((hasTypes && mapped is null) || ProviderStandard.IsSpokenBy(usable)) usable = usable.Where(t => !ProviderStandard.Tools.Contains(t.Name)).ToArray();
        var names = ToolName.Read(usable.Select(t => t.Name).ToArray());
        var lifecycles = hasTypes ? [] : Lifecycles(usable, names);
        var used = new HashSet<string>(lifecycles.SelectMany(l => l.Tools).Select(t => t.Name).Concat(mapped ?? []), StringComparer.Ordinal);

        var tokens = new TypeTokens(provider, taken);
        var types = new List<InferredType>();
        foreach (var lifecycle in lifecycles) types.Add(ResourceComposer.Compose(lifecycle, tokens.Resource(lifecycle.Noun)));
        for (var i = 0; i < usable.Count; i++)
        {
            var tool = usable[i];
            if (used.Contains(tool.Name)) continue;
            var kind = tool.OnlyReads(names[i]) ? TypeKind.DataSource : TypeKind.Action;
            types.Add(CallComposer.Compose(tool, kind, tokens.Call(kind, tool.Name)));
        }

        return types;
    }

    private static IReadOnlyList<Lifecycle> Lifecycles(IReadOnlyList<ServerTool> tools, IReadOnlyList<ToolName> names)
    {
        var named = new List<NamedTool>();
        for (var i = 0; i < tools.Count; i++)
        {
            if (names[i] is { Verb: { } verb, Noun.Count: > 0 }) named.Add(NamedTool.Of(tools[i], names[i], verb));
        }

        return named.GroupBy(t => t.Name.Key, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Lifecycle(new NounTools(g))).OfType<Lifecycle>().ToArray();
    }

    private static Lifecycle? Lifecycle(NounTools tools) => (
        from create in tools.Creates
        from delete in tools.Deletes
        where create.Verb.Family == delete.Verb.Family
        select LifecycleBuilder.Build(tools, create, delete)).FirstOrDefault(l => l is not null);
}
