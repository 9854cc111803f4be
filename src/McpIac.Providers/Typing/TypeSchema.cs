using System.Reflection;
using System.Text.Json.Nodes;
using McpIac.Providers.Annotations;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.Typing;

/// <summary>The resource type of a typed handler, read through the same reader as every snapshot.</summary>
internal static class TypeSchema
{
    public static ResourceType Of(Type handler, Type properties, Type outputs, bool update, bool list, bool plan)
    {
        var about = handler.GetCustomAttribute<ResourceTypeAttribute>()
            ?? throw new InvalidOperationException($"{handler.Name} has no [ResourceType].");
        var raw = new JsonObject
        {
            ["type"] = about.Token,
            ["version"] = about.Version,
            ["title"] = about.Title.Length > 0 ? about.Title : about.Token.Split(':')[^1],
            ["description"] = about.Description,
            ["properties"] = RecordSchema.Of(properties),
            ["outputs"] = WithId(RecordSchema.Of(outputs)),
            ["identity"] = Texts(about.Identity),
            ["naturalKeys"] = new JsonArray([.. about.NaturalKeys.Select(k => (JsonNode)Texts(k.Split(',', StringSplitOptions.TrimEntries)))]),
            ["operations"] = new JsonObject { ["update"] = update, ["list"] = list, ["import"] = about.Import },
            ["undo"] = new JsonObject { ["create"] = about.UndoCreate, ["update"] = about.UndoUpdate, ["delete"] = about.UndoDelete },
            ["stateful"] = about.Stateful,
        };
        if (plan) raw["operations"]?.AsObject().Add("plan", true);
        if (about.Hook) raw["operations"]?.AsObject().Add("hook", true);
        if (about.DeleteFirst) raw["deleteFirst"] = true;
        if (Timeouts(about) is { Count: > 0 } timeouts) raw["timeouts"] = timeouts;
        if (about.Examples.Length > 0) raw["examples"] = new JsonArray([.. about.Examples.Select(e => JsonNode.Parse(e))]);
        return Read(raw.ToJsonString(), about.Token);
    }

    private static JsonObject Timeouts(ResourceTypeAttribute about) => new(
        new[] { ("create", about.CreateTimeout), ("update", about.UpdateTimeout), ("delete", about.DeleteTimeout) }
            .Where(t => t.Item2 is not null).Select(t => new KeyValuePair<string, JsonNode?>(t.Item1, t.Item2)));

    private static ResourceType Read(string json, string token)
    {
        var (raw, problem) = DatumReader.Read(json);
        var (type, diagnostics) = ResourceTypeReader.Read(raw ?? Datum.Null, token.Split(':')[0], "");
        if (type is not null && diagnostics.All(d => d.Severity != Severity.Error)) return type;
        throw new InvalidOperationException($"{token} makes no resource type: {problem?.Message}{string.Join(" ", diagnostics.Select(d => d.Message))}");
    }

    private static JsonObject WithId(JsonObject outputs)
    {
        if (outputs["properties"] is not JsonObject members) outputs["properties"] = members = [];
        if (members["id"] is null)
        {
            members["id"] = new JsonObject { ["type"] = "string", ["description"] = "The provider's id." };
            if (outputs["required"] is not JsonArray required) outputs["required"] = required = [];
            required.Add("id");
        }

        return outputs;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);
}
