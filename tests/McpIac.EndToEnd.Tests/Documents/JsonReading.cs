using System.Text.Json;
using System.Text.Json.Nodes;

namespace McpIac.EndToEnd.Tests.Documents;

/// <summary>JSON as the records of this folder.</summary>
internal static class JsonReading
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    public static T As<T>(this JsonNode? node)
    {
        var value = node is null ? default : node.Deserialize<T>(Options);
        Assert.NotNull(value);
        return value;
    }
}
