using System.Security.Cryptography;
using System.Text;

namespace McpIac.Providers.Postgres.Roles;

/// <summary>A password as PostgreSQL keeps it (RFC 5803), so that neither the statement nor a log of statements holds it.</summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096, SaltLength = 16;
    private const string Form = "SCRAM-SHA-256$";

    /// <summary>The verifier; what is one already, and a password beyond ASCII, which the server has to normalise (RFC 4013), stays as it is.</summary>
    public static string Of(string password) => password.StartsWith(Form, StringComparison.Ordinal) || !Ascii.IsValid(password) ? password
        : Of(password, RandomNumberGenerator.GetBytes(SaltLength));

    internal static string Of(string password, byte[] salt)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"{Form}{Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }
}
