using System.Text.RegularExpressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary>Regular expressions without back references or look-around, which are found in time linear in the text whatever the pattern.</summary>
internal static class PatternFunctions
{
    private const int MaxPattern = 1_000;

    public static IReadOnlyList<Function> All { get; } =
    [
        new("matches", 2, 2, ShapeKind.Boolean, static (a, work) => On("matches", a, work, static (regex, text, _) => regex.IsMatch(text))),
        new("capture", 2, 2, ShapeKind.Any, static (a, work) => On("capture", a, work, Capture)),
        new("replacePattern", 3, 3, ShapeKind.Text, static (a, work) => On("replacePattern", a, work, (regex, text, replacement) => Replace(regex, text, replacement, work))),
    ];

    private static Outcome On(string name, IReadOnlyList<Datum> arguments, Work work, Func<Regex, string, string, Outcome> body) =>
        Arguments.OnText(name, arguments, (text, pattern, replacement) =>
        {
            if (pattern.Length > MaxPattern) return Outcome.Fail($"{name} takes patterns of at most {MaxPattern} characters");
            work.Spend((long)(text.Length + 1) * (pattern.Length + 1) / 8);
            try
            {
                return body(new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), text, replacement);
            }
            catch (Exception e) when (e is ArgumentException or NotSupportedException)
            {
                return Outcome.Fail($"{name} was given a pattern that is no regular expression, or one with back references or look-around");
            }
        });

    // The whole match and its groups; null when there is none.
    private static Outcome Capture(Regex regex, string text, string unused) => regex.Match(text) is { Success: true } match
        ? Datum.ListOf(match.Groups.Values.Select(g => g.Success ? Datum.Of(g.Value) : Datum.Null))
        : Datum.Null;

    private static Outcome Replace(Regex regex, string text, string replacement, Work work)
    {
        var found = regex.Count(text);
        work.Spend((long)found * (replacement.Length + 1) + text.Length);
        return regex.Replace(text, m =>
        {
            var made = m.Result(replacement);
            work.Spend(made.Length);
            return made;
        });
    }
}
