using System.Text.RegularExpressions;
using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Tells "there is no such thing" from every other answer.</summary>
internal static partial class Absence
{
    // Prose that long is about something.
    private const int ShortText = 300;

    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(250);

    /// <summary>True when a tool that failed says by it that what it was asked for isn't there.</summary>
    public static bool IsSaidByError(ToolAnswer answer, ToolAbsence said) => said.AnyError || Says(string.Join('\n', answer.Texts), said);

    /// <summary>True when a tool that succeeded says so.</summary>
    /// <param name="value">What was found in the answer.</param>
    public static bool IsSaidByValue(Datum? value, ToolAbsence said)
    {
        if (value is null || value.IsNull || (said.Empty && IsEmpty(value))) return said.Empty;
        return value.AsText() is { } text && (said.Text is not null || text.Length <= ShortText) && Says(text, said);
    }

    /// <summary>True when an object that tells nothing else says so: <c>{ "error": "not found" }</c>, <c>{ "book": null }</c>.</summary>
    public static bool IsSaidByObject(Datum value, ToolAbsence said) =>
        value.Kind == DatumKind.Map && (value.Members.All(m => m.Value.IsNull || IsEmpty(m.Value)) || (value.ToString() is { Length: <= ShortText } text && Says(text, said)));

    private static bool IsEmpty(Datum value) => value.Kind switch
    {
        DatumKind.Text => string.IsNullOrWhiteSpace(value.AsText()),
        DatumKind.List => value.Items.Count == 0,
        DatumKind.Map => value.Members.Count == 0,
        _ => false,
    };

    /// <summary>Whether a text matches a mapping's pattern; one that takes too long doesn't.</summary>
    public static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Multiline, PatternTime);
        }
        catch (Exception e) when (e is RegexMatchTimeoutException or ArgumentException)
        {
            return false;
        }
    }

    private static bool Says(string text, ToolAbsence said) => said.Text is { } pattern ? Matches(text, pattern) : IsUsual(text);

    private static bool IsUsual(string text)
    {
        try
        {
            return Usual().IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\b(not[ _]?found|no such|do(es)?(n['’]?t| not) exist|could(n['’]?t| not) be found|ENOENT|404|unknown (id|name|key|object|resource))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Usual();
}
