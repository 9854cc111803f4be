using McpIac.Conformance.Peers;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Conformance.Running;

/// <summary>What a server says about itself before anything is asked of it.</summary>
/// <param name="Tools">As listed; empty when they can't be listed.</param>
/// <param name="ToolsProblem">Why they can't be.</param>
/// <param name="Document">What <c>iac://schema</c> holds; null when it can't be read.</param>
/// <param name="Types">Those of the document that can be read.</param>
/// <param name="TypeProblems">What is wrong with types, by token.</param>
internal sealed record Subject(
    Datum? Extension, IReadOnlyList<Datum> Tools, string? ToolsProblem, IReadOnlyList<Datum> Resources, Datum? Document, IReadOnlyList<ResourceType> Types,
    IReadOnlyDictionary<string, string> TypeProblems)
{
    private const int MostPages = 200;

    public string Provider => Extension?["provider"]?.AsText() ?? Document?["provider"]?.AsText() ?? "";

    public int? Claimed => (int?)Extension?["level"]?.AsInteger();

    public bool Has(string tool) => Tools.Any(t => t["name"]?.AsText() == tool);

    public static async Task<Subject> OfAsync(IPeer peer, CancellationToken cancellation)
    {
        var (tools, problem) = await PagesAsync(peer, "tools/list", "tools", cancellation);
        if (peer.Extension is null) return new Subject(null, tools, problem, [], null, [], new Dictionary<string, string>());
        var (resources, _) = await PagesAsync(peer, "resources/list", "resources", cancellation);
        var answer = await peer.RequestAsync("resources/read", Json.Map(("uri", Datum.Of(Wire.SchemaUri))), cancellation);
        var text = answer.Result?["contents"]?.Items.FirstOrDefault()?["text"]?.AsText();
        var document = text is null ? null : DatumReader.Read(text).Value;
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var provider = peer.Extension["provider"]?.AsText() ?? document?["provider"]?.AsText() ?? "";
        ResourceType[] types = [.. (document?["types"]?.Items ?? []).Select(t => Read(t, provider, problems)).OfType<ResourceType>().DistinctBy(t => t.Token)];
        return new Subject(peer.Extension, tools, problem, resources, document, types, problems);
    }

    private static ResourceType? Read(Datum raw, string provider, Dictionary<string, string> problems)
    {
        var (type, diagnostics) = ResourceTypeReader.Read(raw, provider, Wire.SchemaUri);
        if (diagnostics.Count > 0) problems[raw["type"]?.AsText() ?? "a type without a token"] = string.Join(" ", diagnostics.Select(d => d.Message));
        return type;
    }

    private static async Task<(IReadOnlyList<Datum> Items, string? Problem)> PagesAsync(IPeer peer, string method, string member, CancellationToken cancellation)
    {
        var items = new List<Datum>();
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await peer.RequestAsync(method, Json.Map(("cursor", cursor is null ? null : Datum.Of(cursor))), cancellation);
            if (answer.Result?[member] is not { Kind: DatumKind.List } list) return (items, answer.Problem ?? $"{method} answers no list of {member}");
            items.AddRange(list.Items);
            cursor = answer.Result["nextCursor"]?.AsText();
            if (string.IsNullOrEmpty(cursor)) return (items, null);
        }

        return (items, $"{method} doesn't end after {MostPages} pages");
    }
}
