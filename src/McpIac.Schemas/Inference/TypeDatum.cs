using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Inference;

/// <summary>Writes types in the form of the provider standard.</summary>
internal static class TypeDatum
{
    /// <param name="first">The tool whose words describe it.</param>
    public static InferredType Make(
        string token, TypeKind kind, string title, ServerTool first, Datum properties, Datum outputs,
        IReadOnlyList<string> identity, IReadOnlyList<string> naturalKey, IReadOnlyList<TypeTool> tools, string propertiesAt, string outputsAt)
    {
        var members = new List<KeyValuePair<string, Datum>>
        {
            new("type", Datum.Of(token)), new("kind", Datum.Of(kind.ToString())), new("title", Datum.Of(title)), new("description", Datum.Of(first.Description)),
            new("properties", properties), new("outputs", outputs), new("identity", Texts(identity)),
            new("operations", Map(new("update", Datum.Of(tools.Any(t => t.Role == ToolRole.Update))), new("list", Datum.Of(tools.Any(t => t.Role == ToolRole.List))))),
            new("tools", Datum.ListOf(tools.Select(Tool))),
        };
        if (first.IsDeprecated) members.Add(new("deprecated", Datum.True));
        if (naturalKey.Count > 0) members.Add(new("naturalKeys", Datum.ListOf([Texts(naturalKey)])));
        return new InferredType(Datum.MapOf(members), kind, tools, propertiesAt, outputsAt);
    }

    public static Datum Object(IEnumerable<KeyValuePair<string, Datum>> properties, IEnumerable<string> required) =>
        Map(new("type", Datum.Of("object")), new("properties", Datum.MapOf(properties)), new("required", Texts(required)));

    public static Datum Described(string description) => Map(new KeyValuePair<string, Datum>("description", Datum.Of(description)));

    public static Datum Map(params KeyValuePair<string, Datum>[] members) => Datum.MapOf(members);

    public static Datum Texts(IEnumerable<string> texts) => Datum.ListOf(texts.Select(Datum.Of));

    // The arguments of a call are its properties, which are there already.
    private static Datum Tool(TypeTool tool) => tool.Role == ToolRole.Call ? Datum.Of(tool.Name) : TypeToolDatum.Write(tool);
}
