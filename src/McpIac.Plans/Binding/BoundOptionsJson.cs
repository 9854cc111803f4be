using McpIac.Schemas.Data;

namespace McpIac.Plans.Binding;

/// <summary>Options as canonical JSON data: only what isn't as it would be without, so that a resource without options has none.</summary>
public static class BoundOptionsJson
{
    public static Datum Write(BoundOptions options)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        if (options.Protect) members.Add(new("protect", Datum.Of(true)));
        return Datum.MapOf(members);
    }
}
