using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>Who hears of a change's phases, and of its object's id as soon as there is one.</summary>
internal delegate void ChangeProgress(WireChange change, string phase, string? id);
