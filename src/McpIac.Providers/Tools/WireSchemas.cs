using System.Text.Json;
using System.Text.Json.Nodes;
using McpIac.Providers.Typing;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tools;

/// <summary>JSON Schemas of the wire's records, as <c>schemas/standard/</c> has them.</summary>
internal static class WireSchemas
{
    public static JsonElement Input(Type arguments) => JsonSerializer.SerializeToElement(RecordSchema.Of(arguments, Wire.Options));

    /// <summary>The envelope around the tool's data.</summary>
    public static JsonElement Output(Type data) => JsonSerializer.SerializeToElement(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            ["success"] = new JsonObject { ["type"] = "boolean", ["description"] = "False when the call, or anything in it, failed or is unknown." },
            ["data"] = RecordSchema.Of(data, Wire.Options),
            ["error"] = RecordSchema.Of(typeof(WireError), Wire.Options),
            ["metadata"] = RecordSchema.Of(typeof(EnvelopeMetadata), Wire.Options),
        },
        ["required"] = new JsonArray("success", "metadata"),
    });
}
