using McpIac.Plans.Binding;
using McpIac.Schemas.Data;

namespace McpIac.Plans.States;

/// <summary>What state keeps of a resource's options, so that they count also when the program no longer has the resource.</summary>
public static class KeptOptions
{
    /// <summary>Null when there is nothing to keep.</summary>
    /// <param name="trigger">The value of <see cref="BoundOptions.ReplaceTrigger"/>, a secret one as its fingerprint.</param>
    public static Datum? Of(BoundOptions options, Datum? trigger)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        if (options.Protect) members.Add(new("protect", Datum.True));
        if (options.Retain) members.Add(new("retain", Datum.True));
        BoundOptionsJson.AddPatience(options, members);
        if (trigger is not null) members.Add(new("replaceTrigger", trigger));
        if (options.DeleteHooks.Count > 0) members.Add(new("hooks", DeleteHookJson.Write(options.DeleteHooks)));
        return members.Count == 0 ? null : Datum.MapOf(members);
    }

    /// <summary>The options of a delete: how long it may take, and how often it is tried.</summary>
    public static BoundOptions OfDelete(ResourceState resource) => BoundOptionsJson.ReadPatience(resource.Options);

    /// <summary>How long an action may take by what was kept; null when nothing was said.</summary>
    public static TimeSpan? Timeout(Datum? kept, string action) => BoundOptionsJson.ReadPatience(kept).Timeouts.TryGetValue(action, out var timeout) ? timeout : null;

    public static bool IsProtected(ResourceState resource) => resource.Protected || resource.Options?["protect"]?.AsBoolean() == true;

    public static bool IsRetained(ResourceState resource) => resource.Options?["retain"]?.AsBoolean() == true;

    /// <summary>What runs when it is deleted.</summary>
    public static IReadOnlyList<DeleteHook> DeleteHooks(ResourceState resource) => DeleteHookJson.Read(resource.Options?["hooks"]);

    public static Datum? Trigger(ResourceState resource) => resource.Options?["replaceTrigger"];
}
