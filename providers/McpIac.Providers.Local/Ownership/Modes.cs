namespace McpIac.Providers.Local.Ownership;

/// <summary>Permissions as octal digits, <c>644</c> or <c>0644</c>.</summary>
internal static class Modes
{
    public const string Pattern = "^0?[0-7]{3}$";

    public static UnixFileMode Parse(string mode) => (UnixFileMode)Convert.ToInt32(mode, 8);

    /// <summary>Written as <paramref name="like"/> is: with a leading zero or without.</summary>
    public static string Format(UnixFileMode mode, string like) =>
        Convert.ToString((int)mode & 0x1ff, 8).PadLeft(3, '0') is var digits && like.Length == 4 ? "0" + digits : digits;
}
