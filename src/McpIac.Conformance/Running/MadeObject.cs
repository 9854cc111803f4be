using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Running;

/// <summary>An object that the kit had made.</summary>
/// <param name="Properties">As they were sent.</param>
/// <param name="Resource">As it was answered.</param>
internal sealed record MadeObject(ResourceType Type, string Key, string Name, string Urn, string Id, Datum Properties, Datum Resource)
{
    public string Deployment => Urn.Split('/')[0];
}
