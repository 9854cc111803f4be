namespace McpIac.Schemas.Inference;

/// <summary>The tools about one noun, by what they do, the likeliest first.</summary>
internal sealed class NounTools
{
    // A hostile server may have thousands of one meaning; the likeliest few decide.
    private const int Tried = 4;

    private readonly IReadOnlyList<NamedTool> tools;

    public NounTools(IEnumerable<NamedTool> tools) => this.tools = tools.OrderBy(t => t.Verb.Rank).ThenBy(t => t.Tool.Name, StringComparer.Ordinal).ToArray();

    public IReadOnlyList<NamedTool> Creates => Changing(VerbMeaning.Create, VerbMeaning.Put);

    public IReadOnlyList<NamedTool> Deletes => Changing(VerbMeaning.Delete);

    public IEnumerable<ServerTool> Updates => Changing(VerbMeaning.Update).Concat(Changing(VerbMeaning.Put)).Select(t => t.Tool);

    public IEnumerable<ServerTool> Gets => Reading(VerbMeaning.Get);

    public IEnumerable<ServerTool> Lists => Reading(VerbMeaning.List);

    private NamedTool[] Changing(params VerbMeaning[] meanings) =>
        tools.Where(t => meanings.Contains(t.Verb.Meaning) && t.Name.IsOfOne && t.Tool.ReadOnly != true).Take(Tried).ToArray();

    private IEnumerable<ServerTool> Reading(VerbMeaning meaning) =>
        tools.Where(t => t.Verb.Meaning == meaning && t.Tool.OnlyReads(t.Name)).Take(Tried).Select(t => t.Tool);
}
