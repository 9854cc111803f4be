using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Secrets;
using McpIac.Providers.Stores;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Changes;

/// <summary>
/// What makes two changes of one key the same: action, type, urn, id and properties. What a sender may know better the second time (prior, dependencies,
/// deadline) isn't part of it. Secrets take part as fingerprints, so that the hash can be stored.
/// </summary>
internal static class PayloadHash
{
    public static string Of(WireChange change, SecretValues? secrets, StoreKey key)
    {
        var properties = change.Properties is null ? null : secrets?.Protect(change.Properties, change.Urn, key) ?? change.Properties;
        var payload = Datum.ListOf([
            Datum.Of(change.Action), Datum.Of(change.Type), Datum.Of(change.Urn), change.Id is null ? Datum.Null : Datum.Of(change.Id), properties ?? Datum.Null]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DatumWriter.Write(payload, sortKeys: true))));
    }
}
