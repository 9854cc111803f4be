using System.Security.Cryptography;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Saved;

/// <summary>The file of a saved plan: <c>{ format, version, plan, digest, signature? }</c>; schema in <c>schemas/formats/plan.schema.json</c>. The same plan gives the same bytes.</summary>
public static class PlanFile
{
    public const string Format = "mciacc-plan";
    public const long Version = 1;
    private const string Algorithm = "ecdsa-sha256";

    /// <summary>The file's text.</summary>
    /// <param name="key">Signs it; null leaves it unsigned.</param>
    public static string Write(Datum plan, ECDsa? key)
    {
        var digest = Digest(plan);
        var members = new List<KeyValuePair<string, Datum>> { new("format", Datum.Of(Format)), new("version", Datum.Of(Version)), new("plan", plan), new("digest", Datum.Of(digest)) };
        if (key is not null)
        {
            members.Add(new("signature", Datum.MapOf(
            [
                new("algorithm", Datum.Of(Algorithm)),
                new("value", Datum.Of(Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(digest), HashAlgorithmName.SHA256)))),
            ])));
        }

        return DatumWriter.Write(Datum.MapOf(members), sortKeys: false, indent: true) + "\n";
    }

    /// <summary>SHA-256 over the canonical JSON of a plan.</summary>
    public static string Digest(Datum plan) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DatumWriter.Write(plan, sortKeys: true))));

    /// <summary>The plan of a file that is as it was written, or why it can't be used: a clause.</summary>
    /// <param name="key">Whose signature has to be on it; null when none is asked for.</param>
    public static (Datum? Plan, string? Problem) Read(string text, ECDsa? key)
    {
        if (DatumReader.Read(text).Value is not { Kind: DatumKind.Map } file || file["format"]?.AsText() != Format || file["version"]?.AsInteger() is not { } version || file["plan"] is not { Kind: DatumKind.Map } plan) return (null, "it isn't a saved plan");
        if (version != Version) return (null, $"its version is {version}, and this mciacc knows {Version}");
        if (file["digest"]?.AsText() is not { } digest || digest != Digest(plan)) return (null, "it was altered since it was written: its digest is another");
        if (key is null) return (plan, null);
        if (file["signature"] is not { Kind: DatumKind.Map } signature) return (null, "it isn't signed");
        var value = new byte[Algorithm.Length + (signature["value"]?.AsText()?.Length ?? 0)];
        return signature["algorithm"]?.AsText() == Algorithm && Convert.TryFromBase64String(signature["value"]?.AsText() ?? "", value, out var length)
            && key.VerifyData(Encoding.UTF8.GetBytes(digest), value.AsSpan(0, length), HashAlgorithmName.SHA256)
                ? (plan, null) : (null, "its signature isn't that of the key");
    }
}
