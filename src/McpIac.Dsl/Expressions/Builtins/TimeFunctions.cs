using System.Globalization;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Points in time as RFC 3339 texts. Nothing here asks the clock: a time is always an argument.</summary>
internal static class TimeFunctions
{
    private const int MaxFormat = 100;
    private static readonly string[] Rfc3339 = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    public static IReadOnlyList<Function> All { get; } =
    [
        new("timeFormat", 2, 2, ShapeKind.Text, static (a, _) => Arguments.OnText("timeFormat", a, static (time, format, _) => Format(time, format))),
        new("timeAdd", 2, 2, ShapeKind.Text, static (a, _) => Arguments.OnText("timeAdd", a, static (time, duration, _) => Add(time, duration))),
    ];

    private static Outcome Format(string text, string format)
    {
        if (Parse(text) is not { } time) return NoTime("timeFormat");
        if (format.Length is 0 or > MaxFormat) return Outcome.Fail($"timeFormat takes a format of 1 to {MaxFormat} characters, such as yyyy-MM-dd HH:mm");
        try
        {
            // A single letter would be one of .NET's own formats.
            return time.ToString(format.Length == 1 ? "%" + format : format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            return Outcome.Fail("timeFormat was given a format that can't be read; one such as yyyy-MM-dd HH:mm can");
        }
    }

    private static Outcome Add(string text, string duration)
    {
        if (Parse(text) is not { } time) return NoTime("timeAdd");
        if (Duration(duration) is not { } span) return Outcome.Fail("timeAdd takes a duration such as 90m, 36h or -7d second");
        try
        {
            return Write(time + span);
        }
        catch (ArgumentOutOfRangeException)
        {
            return Outcome.Fail("timeAdd leaves the years 1 to 9999");
        }
    }

    private static DateTimeOffset? Parse(string text) =>
        DateTimeOffset.TryParseExact(text, Rfc3339, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && (text.EndsWith('Z') || text[^6] is '+' or '-') ? time : null;

    private static TimeSpan? Duration(string text)
    {
        if (text.Length < 2 || !decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return null;
        decimal? seconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => null };
        return seconds is { } unit && Math.Abs(count) < 1e9m ? TimeSpan.FromTicks((long)(count * unit * TimeSpan.TicksPerSecond)) : null;
    }

    private static string Write(DateTimeOffset time) =>
        time.ToString(time.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static Outcome NoTime(string name) => Outcome.Fail($"{name} takes a time such as 2026-01-31T12:00:00Z first");
}
