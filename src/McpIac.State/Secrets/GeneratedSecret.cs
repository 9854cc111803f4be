using System.Security.Cryptography;

namespace McpIac.State.Secrets;

/// <summary>Secrets by chance.</summary>
public static class GeneratedSecret
{
    public const int UsualLength = 32, ShortestLength = 8, LongestLength = 1024;

    // 64 characters, six bits each, and none that a shell, a URL or a quoted text would have to escape.
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    public static string Of(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
