using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;
using Npgsql;

namespace McpIac.Providers.Postgres.Connections;

/// <summary>Names and texts as parts of statements that take no parameters.</summary>
internal static class Sql
{
    // Longer ones are cut off by the server without a word, and then the object has another name than was asked for.
    private const int LongestName = 63;

    private static readonly NpgsqlCommandBuilder Quoter = new();

    /// <exception cref="ProviderException">invalid: it can't be a name.</exception>
    public static string Name(string name)
    {
        if (name.Length == 0 || name.Contains('\0') || System.Text.Encoding.UTF8.GetByteCount(name) > LongestName)
            throw new ProviderException(ErrorCodes.Invalid, $"'{name.Replace('\0', '?')}' can't be a name: one has 1 to {LongestName} bytes.");
        lock (Quoter) return Quoter.QuoteIdentifier(name);
    }

    public static string Name(string schema, string name) => $"{Name(schema)}.{Name(name)}";

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>A text in the form that means the same whatever <c>standard_conforming_strings</c> is.</summary>
    public static string Text(string text) => text.Contains('\0')
        ? throw new ProviderException(ErrorCodes.Invalid, "A text holds a NUL, which PostgreSQL can't keep.")
        : $"E'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
