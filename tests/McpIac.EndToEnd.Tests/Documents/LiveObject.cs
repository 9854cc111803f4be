using System.Text.Json.Nodes;

namespace McpIac.EndToEnd.Tests.Documents;

/// <summary>A line of a world file: something that exists.</summary>
internal sealed record LiveObject(string Type, string Id, string Urn, string Name, JsonObject Properties, JsonObject Outputs);
