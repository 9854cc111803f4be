using System.Globalization;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Twin.Faults;

/// <summary>Reads one fault (docs/providers/twin.md, "Faults").</summary>
internal static class FaultParser
{
    private const string Kinds = "fail, slow, unknown or hang";
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly string[] Actions = ["create", "update", "delete"];

    private static readonly HashSet<string> Codes =
    [
        ErrorCodes.Invalid, ErrorCodes.NotFound, ErrorCodes.AlreadyExists, ErrorCodes.Conflict, ErrorCodes.InUse, ErrorCodes.Denied,
        ErrorCodes.Unauthenticated, ErrorCodes.Throttled, ErrorCodes.Quota, ErrorCodes.NotReady, ErrorCodes.Timeout, ErrorCodes.Unavailable,
        ErrorCodes.Unsupported, ErrorCodes.Cancelled, ErrorCodes.Internal, ErrorCodes.Unknown,
    ];

    /// <summary>The fault, or a sentence that names the part that is wrong.</summary>
    public static (Fault? Fault, string? Problem) Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return Wrong(text, $"there is no @ in it; a fault is written KIND@WHERE, with the kind {Kinds}");
        if (Kind(text[..at]) is not { } kind) return Wrong(text, $"\"{text[..at]}\" is no kind of fault; the kinds are {Kinds}");
        var parts = text[(at + 1)..].Split(':').ToList();
        var code = ErrorCodes.Internal;
        var delay = TimeSpan.Zero;
        if (kind == FaultKind.Slow)
        {
            if (parts.Count < 2) return Wrong(text, "slow needs a duration after the place, as in slow@3:2s");
            if (Duration(parts[^1]) is not { } duration) return Wrong(text, $"\"{parts[^1]}\" is no duration; write 200ms, 2s or 1m, at most a day");
            delay = duration;
            parts.RemoveAt(parts.Count - 1);
        }
        else if (kind == FaultKind.Fail && parts.Count > 1 && Codes.Contains(parts[^1]))
        {
            code = parts[^1];
            parts.RemoveAt(parts.Count - 1);
        }

        var (place, problem) = Place(parts);
        return place is null ? Wrong(text, problem ?? "the place can't be read") : (new Fault(text, kind, place, code, delay), null);
    }

    private static FaultKind? Kind(string text) => text switch
    {
        "fail" => FaultKind.Fail,
        "slow" => FaultKind.Slow,
        "unknown" => FaultKind.Unknown,
        "hang" => FaultKind.Hang,
        _ => null,
    };

    private static (FaultPlace? Place, string? Problem) Place(List<string> parts)
    {
        var first = parts[0];
        if (parts.Count == 1 && first.Length == 0) return (null, "nothing stands after the @; write a number, * or PROVIDER:ACTION:NAME");
        if (first.Length > 0 && (char.IsAsciiDigit(first[0]) || first[0] == '-'))
        {
            var valid = int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
            if (!valid) return (null, $"\"{first}\" is no step; steps are counted from 1");
            return parts.Count == 1 ? (new FaultPlace(number), null) : (null, $"\"{parts[1]}\" after the step {first} is neither an error code nor needed");
        }

        if (parts.Count == 1 && Actions.Contains(first)) return (new FaultPlace(Action: first), null);
        var action = parts.FindIndex(1, p => p is "*" or "" || Actions.Contains(p));
        var (token, rest) = action < 0 ? (parts, []) : (parts[..action], parts[action..]);
        if (rest.Count > 2) return (null, $"\"{rest[2]}\" is one part too many; after the action comes a resource's name, with %3A for a colon");
        return (new FaultPlace(
            Provider: token.Count == 1 ? Any(token[0]) : null,
            Type: token.Count > 1 ? string.Join(':', token) : null,
            Action: rest.Count > 0 ? Any(rest[0]) : null,
            Name: rest.Count > 1 && Any(rest[1]) is { } name ? Uri.UnescapeDataString(name) : null), null);
    }

    private static string? Any(string part) => part is "" or "*" ? null : part;

    private static TimeSpan? Duration(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var milliseconds = unit switch { "ms" => 1, "s" => 1_000, "m" => 60_000, "h" => 3_600_000, _ => 0 };
        var number = text[..^unit.Length];
        if (milliseconds == 0 || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) return null;
        var total = value * milliseconds;
        return total <= Longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(total) : null;
    }

    private static (Fault?, string?) Wrong(string text, string why) => (null, $"The fault \"{text}\" can't be used: {why}.");
}
