using System.Globalization;

namespace McpIac.Providers.Postgres.Connections;

/// <summary>A row of a result.</summary>
internal sealed record Row(IReadOnlyList<object?> Values)
{
    /// <summary>Empty for NULL.</summary>
    public string Text(int column) => Maybe(column) ?? "";

    public string? Maybe(int column) => Values[column] is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    public bool Flag(int column) => Values[column] is true;

    public int Number(int column) => Convert.ToInt32(Values[column], CultureInfo.InvariantCulture);

    /// <summary>Empty for NULL.</summary>
    public IReadOnlyList<string> Texts(int column) => Values[column] as string[] ?? [];
}
