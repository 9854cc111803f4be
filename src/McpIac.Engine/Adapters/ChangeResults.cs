using System.Text.RegularExpressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Adapters;

/// <summary>Results of changes, in the standard's words.</summary>
internal static partial class ChangeResults
{
    public static WireChangeResult Applied(WireChange change, WireResource? resource = null) => new(change.Key, "applied", resource);

    public static WireChangeResult Partial(WireChange change, WireResource resource, string why) =>
        new(change.Key, "partial", resource, new WireError(ErrorCodes.Internal, why, new WireErrorDetails(Resource: change.Urn, SideEffects: "confirmed")));

    /// <summary>It had no effect, as far as anybody can tell.</summary>
    public static WireChangeResult Failed(WireChange change, string code, string why) =>
        new(change.Key, "failed", null, new WireError(code, why, new WireErrorDetails(Resource: change.Urn, Retryable: code == ErrorCodes.Throttled, SideEffects: "none")));

    public static WireChangeResult Unknown(WireChange change, string why) =>
        new(change.Key, "unknown", null, new WireError(ErrorCodes.Unknown, why, new WireErrorDetails(Resource: change.Urn, Retryable: true, SideEffects: "possible")));

    public static WireResource Resource(WireChange change, string id, Datum properties, Datum outputs) =>
        new(id, change.Urn, change.Type, change.Name, properties, outputs, change.Dependencies ?? [], "created");

    /// <summary>What was sent, without what is never shown.</summary>
    public static Datum Shown(ResourceType type, WireChange change)
    {
        var secret = (change.Secrets ?? []).Select(p => JsonPointer.Tokens(p).FirstOrDefault()).ToHashSet();
        return Datum.MapOf((change.Properties?.Members ?? []).Where(m => !secret.Contains(m.Key) && type.Properties.Member(m.Key)?.Shape is not ({ Sensitive: true } or { WriteOnly: true })));
    }

    /// <summary>The standard's code for what a tool says in its own words.</summary>
    public static string CodeOf(string words) =>
        Taken().IsMatch(words) ? ErrorCodes.AlreadyExists
        : Often().IsMatch(words) ? ErrorCodes.Throttled
        : Refused().IsMatch(words) ? ErrorCodes.Denied
        : Wrong().IsMatch(words) ? ErrorCodes.Invalid
        : ErrorCodes.Internal;

    [GeneratedRegex(@"already (exists|in use|taken)|duplicate", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Taken();

    [GeneratedRegex(@"\b(429|rate.?limit|too many requests|throttl)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Often();

    [GeneratedRegex(@"\b(401|403|forbidden|unauthori[sz]ed|(access|permission) denied)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Refused();

    [GeneratedRegex(@"-32602|\b(invalid|validation error)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Wrong();
}
