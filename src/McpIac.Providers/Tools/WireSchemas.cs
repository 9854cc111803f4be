using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tools;

/// <summary>JSON Schemas of the wire's records, as <c>schemas/standard/</c> has them.</summary>
internal static class WireSchemas
{
    public static JsonElement Input(Type arguments) => Of(arguments);

    public static JsonElement Output(Type data) => Of(typeof(Envelope<>).MakeGenericType(data));

    private static JsonElement Of(Type type) =>
        JsonSerializer.SerializeToElement(Wire.Options.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }));
}
