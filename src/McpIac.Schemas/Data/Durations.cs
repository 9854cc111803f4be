using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace McpIac.Schemas.Data;

/// <summary>Durations as schemas write them, ISO 8601: <c>PT5M</c>; and as people do: <c>1h30m</c>.</summary>
public static class Durations
{
    private static readonly Regex Parts = new(@"^(?=.)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?(?:(\d{1,6})ms)?$", RegexOptions.CultureInvariant);

    /// <summary>The duration, or null when the text is none.</summary>
    public static TimeSpan? Read(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>The same, or one of days, hours, minutes, seconds and milliseconds: <c>2d</c>, <c>1h30m</c>, <c>90s</c>, <c>500ms</c>.</summary>
    public static TimeSpan? ReadWritten(string text)
    {
        var match = Parts.Match(text);
        if (!match.Success) return Read(text);
        double Number(int group) => match.Groups[group].Success ? double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;
        return TimeSpan.FromDays(Number(1)) + TimeSpan.FromHours(Number(2)) + TimeSpan.FromMinutes(Number(3)) + TimeSpan.FromSeconds(Number(4)) + TimeSpan.FromMilliseconds(Number(5));
    }

    /// <summary>ISO 8601: what <see cref="Read"/> reads.</summary>
    public static string Write(TimeSpan duration) => XmlConvert.ToString(duration);
}
