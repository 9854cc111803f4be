using System.Xml;

namespace McpIac.Schemas.Data;

/// <summary>Durations as schemas write them, ISO 8601: <c>PT5M</c>.</summary>
public static class Durations
{
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
}
