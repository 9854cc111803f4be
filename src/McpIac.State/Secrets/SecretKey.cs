using System.Security.Cryptography;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.State.Secrets;

/// <summary>How the key of a file of secrets is made. The key itself is nowhere.</summary>
/// <param name="Kind"><see cref="Passphrase"/> or <see cref="KeyFile"/>.</param>
/// <param name="Iterations">Of PBKDF2; 0 for a key file.</param>
public sealed record SecretKey(string Kind, int Iterations, byte[] Salt)
{
    public const string Passphrase = "passphrase", KeyFile = "keyFile";

    /// <summary>What OWASP asks of PBKDF2 with HMAC-SHA-256 (Password Storage Cheat Sheet, 2023): a passphrase is guessed slowly.</summary>
    public const int UsualIterations = 600_000;

    /// <summary>The fewest bytes of a key file, as many as the key has.</summary>
    public const int KeyFileBytes = 32;

    // More would only be a way to make a reader wait.
    private const int MostIterations = 20_000_000, FewestIterations = 100_000;

    public static SecretKey New(string kind) => new(kind, kind == Passphrase ? UsualIterations : 0, RandomNumberGenerator.GetBytes(16));

    /// <summary>The 256-bit key.</summary>
    /// <param name="secret">The passphrase in UTF-8, or the key file's content.</param>
    public byte[] Derive(ReadOnlySpan<byte> secret)
    {
        if (Kind == Passphrase) return Rfc2898DeriveBytes.Pbkdf2(secret, Salt, Iterations, HashAlgorithmName.SHA256, KeyFileBytes);
        var key = new byte[KeyFileBytes];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, Salt, Encoding.UTF8.GetBytes("mciacc secrets 1"));
        return key;
    }

    public Datum ToDatum() => Datum.MapOf(
    [
        new("kind", Datum.Of(Kind)),
        .. Kind == Passphrase ? [new("kdf", Datum.Of("pbkdf2-sha256")), new("iterations", Datum.Of((long)Iterations))] : Array.Empty<KeyValuePair<string, Datum>>(),
        new("salt", Datum.Of(Convert.ToBase64String(Salt))),
    ]);

    /// <summary>The key's recipe, or null when the datum is none that this version knows.</summary>
    public static SecretKey? FromDatum(Datum? datum)
    {
        var salt = Base64(datum?["salt"]?.AsText());
        if (salt is not { Length: >= 16 }) return null;
        return datum?["kind"]?.AsText() switch
        {
            KeyFile => new(KeyFile, 0, salt),
            Passphrase when datum["kdf"]?.AsText() == "pbkdf2-sha256" && datum["iterations"]?.AsInteger() is >= FewestIterations and <= MostIterations and var iterations => new(Passphrase, (int)iterations, salt),
            _ => null,
        };
    }

    internal static byte[]? Base64(string? text)
    {
        if (text is null) return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
