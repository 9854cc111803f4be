using System.Globalization;

namespace McpIac.Providers.Postgres.Roles;

/// <summary>What means the same in other words.</summary>
internal static class Same
{
    public static bool Time(string? one, string? other) => one == other || (one, other) is (null, "infinity") or ("infinity", null)
        || DateTimeOffset.TryParse(one, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var a)
        && DateTimeOffset.TryParse(other, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var b) && a == b;

    /// <summary>An absent list is an empty one.</summary>
    public static bool Set(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => new HashSet<string>(one ?? [], StringComparer.Ordinal).SetEquals(other ?? []);

    /// <summary>Settings in the words of those that are known, where they are the same; an absent map is an empty one.</summary>
    public static IReadOnlyDictionary<string, string>? Settings(IReadOnlyDictionary<string, string>? known, IReadOnlyDictionary<string, string>? found) => (found?.Count ?? 0) == 0
        ? (known?.Count ?? 0) == 0 ? known : null
        : found?.ToDictionary(s => s.Key, s => known?.GetValueOrDefault(s.Key) is { } word && Plain(word) == Plain(s.Value) ? word : s.Value, StringComparer.Ordinal);

    private static string Plain(string value) => string.Concat(value.Where(c => c is not (' ' or '"')));
}
