using McpIac.Providers.Handlers;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Changes;

/// <summary>What a handler foresees of an object, the same in a plan and in the change that was planned.</summary>
internal static class Foresight
{
    /// <param name="isNew">Of an object that exists what was left to the provider stays as it is, so nothing is filled in.</param>
    public static async Task<Datum> OfAsync(IResourceHandler handler, Datum properties, bool isNew, OperationContext context)
    {
        if (!handler.Foresees) return properties;
        var foreseen = await handler.ForeseeAsync(properties, context);
        return isNew ? foreseen : Datum.MapOf(foreseen.Members.Where(m => properties[m.Key] is not null));
    }
}
