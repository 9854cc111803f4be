using System.Security.Cryptography;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.State.Secrets;

/// <summary>
/// <c>mciacc.secrets.json</c>: secrets by environment and name, each encrypted by itself (AES-256-GCM), so that it can be committed and merged line by line. Names are in
/// the clear. Immutable. What is sealed under one name opens under no other.
/// </summary>
public sealed class SecretFile
{
    public const string FileName = "mciacc.secrets.json";

    private const int NonceBytes = 12, TagBytes = 16;

    // Sealed under a name that no secret has; it tells a wrong passphrase from a damaged secret.
    private const string CheckName = "", CheckValue = "mciacc";

    private readonly SortedDictionary<(string Environment, string Name), byte[]> secrets;
    private readonly byte[] check;

    private SecretFile(SecretKey key, byte[] check, IDictionary<(string Environment, string Name), byte[]> secrets) =>
        (Key, this.check, this.secrets) = (key, check, new(secrets, Order.Instance));

    public SecretKey Key { get; }

    /// <summary>The environment, empty for what is common, and the name of each.</summary>
    public IEnumerable<(string Environment, string Name)> Names => secrets.Keys;

    /// <summary>A file without secrets.</summary>
    /// <param name="derived">What <paramref name="key"/> derives.</param>
    public static SecretFile New(SecretKey key, byte[] derived) => new(key, Seal(derived, ("", CheckName), CheckValue), new Dictionary<(string, string), byte[]>());

    /// <summary>True when it is the key that the file was made with.</summary>
    public bool Opens(byte[] derived) => Open(derived, ("", CheckName), check) == CheckValue;

    public bool Has(string environment, string name) => secrets.ContainsKey((environment, name));

    /// <summary>The secret; null when there is none, or it was damaged or moved from another name.</summary>
    public string? Get(byte[] derived, string environment, string name) => secrets.TryGetValue((environment, name), out var kept) ? Open(derived, (environment, name), kept) : null;

    /// <summary>The file with one secret set.</summary>
    public SecretFile With(byte[] derived, string environment, string name, string value) =>
        new(Key, check, new Dictionary<(string, string), byte[]>(secrets) { [(environment, name)] = Seal(derived, (environment, name), value) });

    public SecretFile Without(string environment, string name) => new(Key, check, secrets.Where(s => s.Key != (environment, name)).ToDictionary(s => s.Key, s => s.Value));

    /// <summary>The same secrets under another key; null when one of them can't be opened.</summary>
    public SecretFile? Rekeyed(byte[] derived, SecretKey key, byte[] newlyDerived)
    {
        var file = New(key, newlyDerived);
        foreach (var (environment, name) in Names)
        {
            if (Get(derived, environment, name) is not { } value) return null;
            file = file.With(newlyDerived, environment, name, value);
        }

        return file;
    }

    /// <summary>The file's text: a secret a line, in order.</summary>
    public string Write() => DatumWriter.Write(Datum.MapOf(
    [
        new("mciacc", Datum.Of(1)),
        new("key", Key.ToDatum()),
        new("check", Datum.Of(Convert.ToBase64String(check))),
        new("secrets", Datum.MapOf(Of(""))),
        new("environments", Datum.MapOf(secrets.Keys.Select(k => k.Environment).Where(e => e.Length > 0).Distinct().Select(e => KeyValuePair.Create(e, Datum.MapOf(Of(e)))))),
    ]), sortKeys: false, indent: true) + "\n";

    /// <summary>The file, or null when the text is none of this format.</summary>
    public static SecretFile? Read(string text)
    {
        if (DatumReader.Read(text).Value is not { } datum || datum["mciacc"]?.AsInteger() != 1) return null;
        if (SecretKey.FromDatum(datum["key"]) is not { } key || SecretKey.Base64(datum["check"]?.AsText()) is not { } check) return null;
        var secrets = new Dictionary<(string, string), byte[]>();
        foreach (var (environment, names) in (datum["environments"]?.Members ?? []).Prepend(new("", datum["secrets"] ?? Datum.EmptyMap)))
        {
            foreach (var (name, value) in names.Members)
            {
                if (SecretKey.Base64(value.AsText()) is not { } bytes) return null;
                secrets[(environment, name)] = bytes;
            }
        }

        return new SecretFile(key, check, secrets);
    }

    private IEnumerable<KeyValuePair<string, Datum>> Of(string environment) =>
        secrets.Where(s => s.Key.Environment == environment).Select(s => KeyValuePair.Create(s.Key.Name, Datum.Of(Convert.ToBase64String(s.Value))));

    // nonce | tag | ciphertext
    private static byte[] Seal(byte[] key, (string Environment, string Name) place, string value)
    {
        var plain = Encoding.UTF8.GetBytes(value);
        var kept = new byte[NonceBytes + TagBytes + plain.Length];
        RandomNumberGenerator.Fill(kept.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(kept.AsSpan(0, NonceBytes), plain, kept.AsSpan(NonceBytes + TagBytes), kept.AsSpan(NonceBytes, TagBytes), Associated(place));
        CryptographicOperations.ZeroMemory(plain);
        return kept;
    }

    private static string? Open(byte[] key, (string Environment, string Name) place, byte[] kept)
    {
        if (kept.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[kept.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(kept.AsSpan(0, NonceBytes), kept.AsSpan(NonceBytes + TagBytes), kept.AsSpan(NonceBytes, TagBytes), plain, Associated(place));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    // Neither an environment nor a name has a line break.
    private static byte[] Associated((string Environment, string Name) place) => Encoding.UTF8.GetBytes($"mciacc secrets 1\n{place.Environment}\n{place.Name}");

    private sealed class Order : IComparer<(string Environment, string Name)>
    {
        public static Order Instance { get; } = new();

        public int Compare((string Environment, string Name) x, (string Environment, string Name) y) =>
            string.CompareOrdinal(x.Environment, y.Environment) is not 0 and var order ? order : string.CompareOrdinal(x.Name, y.Name);
    }
}
