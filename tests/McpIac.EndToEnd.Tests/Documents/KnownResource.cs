using System.Text.Json.Nodes;

namespace McpIac.EndToEnd.Tests.Documents;

/// <summary>A resource of <c>state list --json</c>.</summary>
internal sealed record KnownResource(string Urn, string Type, string Name, string Provider, string Id, JsonObject Inputs, JsonObject Outputs, string[] Dependencies, string[] Deposed);
