using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>A request on its way to the server.</summary>
/// <param name="Generation">How often the server was started again.</param>
internal sealed record Call(string Method, Datum Parameters, int Generation)
{
    public string Tool => Method == "tools/call" ? Parameters["name"]?.AsText() ?? "" : "";
    public Datum Args => Parameters["arguments"] ?? Datum.EmptyMap;
    public IReadOnlyList<Datum> Changes => Args["changes"]?.Items ?? [];

    /// <summary>The first change, or the first declared resource.</summary>
    public Datum? First => Changes.Concat(Args["resources"]?.Items ?? []).FirstOrDefault();
    public string Name => First?["name"]?.AsText() ?? "";
    public string Type => First?["type"]?.AsText() ?? Args["type"]?.AsText() ?? "";
    public string Action => First?["action"]?.AsText() ?? "";
    public string Deployment => Args["deploymentId"]?.AsText() ?? "";
    public string? Urn => Args["urn"]?.AsText();
    public string? Key => Args["key"]?.AsText();
    public string? Id => Args["id"]?.AsText();

    /// <summary>Of the life of the sample's first type.</summary>
    public bool IsLife => Name == "life" && Type == "sample:thing:item" || Urn?.EndsWith("/sample:thing:item/life", StringComparison.Ordinal) == true;
}
