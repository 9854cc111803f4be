namespace McpIac.Compiler.Conversion;

/// <summary>Of members that come twice the last one counts.</summary>
internal static class LastOfEach
{
    public static IEnumerable<T> DistinctLast<T>(this IEnumerable<T> items, Func<T, string> key) => items.Reverse().DistinctBy(key, StringComparer.Ordinal).Reverse();
}
