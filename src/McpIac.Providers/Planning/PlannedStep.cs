using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Planning;

/// <summary>One planned change as it is answered, and what applying it sends: nothing for a noop, two changes for a replacement.</summary>
internal sealed record PlannedStep(WirePlannedChange Answer, WireChange? First = null, WireChange? Main = null, WireChange? Last = null);
