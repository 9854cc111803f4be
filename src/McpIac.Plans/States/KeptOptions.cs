using McpIac.Plans.Binding;
using McpIac.Schemas.Data;

namespace McpIac.Plans.States;

/// <summary>What state keeps of a resource's options, so that they count also when the program no longer has the resource.</summary>
public static class KeptOptions
{
    /// <summary>Null when there is nothing to keep.</summary>
    public static Datum? Of(BoundOptions options) => options.Protect ? Datum.MapOf([new("protect", Datum.True)]) : null;

    public static bool IsProtected(ResourceState resource) => resource.Options?["protect"]?.AsBoolean() == true;
}
