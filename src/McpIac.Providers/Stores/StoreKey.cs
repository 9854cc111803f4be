using System.Security.Cryptography;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Stores;

/// <summary>
/// The store's own random key, in <c>PATH.key</c>, made when first needed and readable by its owner alone. With it secret properties become
/// fingerprints, which tell whether a secret changed, and secret outputs are sealed, which can be opened again: an orchestrator may ask for them later.
/// </summary>
internal sealed class StoreKey(string? path)
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;
    private readonly Lock gate = new();
    private byte[]? key;

    /// <summary><c>{"$iac":"fingerprint","hmac":…}</c>: the same for the same value of the same place.</summary>
    public Datum Fingerprint(string urn, string pointer, Datum value)
    {
        var text = Encoding.UTF8.GetBytes($"{urn}\n{pointer}\n{DatumWriter.Write(value, sortKeys: true)}");
        return Marker("fingerprint", "hmac", Convert.ToHexStringLower(HMACSHA256.HashData(Derived("fingerprint"), text)));
    }

    /// <summary><c>{"$iac":"sealed","value":…}</c>, AES-256-GCM.</summary>
    public Datum Seal(Datum value)
    {
        var plain = Encoding.UTF8.GetBytes(value.ToString());
        var box = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(Derived("seal"), TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes));
        return Marker("sealed", "value", Convert.ToBase64String(box));
    }

    /// <summary>What was sealed, or null when the key that sealed it is gone.</summary>
    public Datum? Open(Datum marker)
    {
        try
        {
            var box = Convert.FromBase64String(marker["value"]?.AsText() ?? "");
            if (box.Length < NonceBytes + TagBytes) return null;
            var plain = new byte[box.Length - NonceBytes - TagBytes];
            using var aes = new AesGcm(Derived("seal"), TagBytes);
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes + TagBytes), box.AsSpan(NonceBytes, TagBytes), plain);
            return Json.Read(Encoding.UTF8.GetString(plain));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public static bool IsSealed(Datum value) => value["$iac"]?.AsText() == "sealed";

    private static Datum Marker(string kind, string member, string text) =>
        Datum.MapOf([new("$iac", Datum.Of(kind)), new(member, Datum.Of(text))]);

    private byte[] Derived(string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, Key(), KeyBytes, info: Encoding.UTF8.GetBytes(use));

    private byte[] Key()
    {
        lock (gate) return key ??= path is null ? RandomNumberGenerator.GetBytes(KeyBytes) : Load(path) ?? Make(path);
    }

    private static byte[]? Load(string path)
    {
        try
        {
            return File.ReadAllBytes(path) is { Length: KeyBytes } read ? read : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static byte[] Make(string path)
    {
        // The first secret may come before the store's first change has made its folder.
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var made = RandomNumberGenerator.GetBytes(KeyBytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var aside = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        using (var stream = new FileStream(aside, options))
        {
            stream.Write(made);
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path, overwrite: false);
            return made;
        }
        catch (IOException) when (Load(path) is not null)
        {
            // Another process was faster; its key is the store's.
            File.Delete(aside);
            return Load(path) ?? made;
        }
    }
}
