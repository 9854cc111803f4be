using System.Text.RegularExpressions;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary>Unwinds the lowering of a lambda; <see cref="Lowerer"/> makes a diagnostic of it.</summary>
internal sealed partial class LoweringException(Node part, string why) : Exception(why)
{
    private const int Longest = 160;

    /// <summary>The offending part, about as it was written.</summary>
    public string Part { get; } = Print(part);

    // .NET prints a captured variable as value(Closure).name.
    private static string Print(Node part)
    {
        var text = Captured().Replace(part.ToString(), "");
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }

    [GeneratedRegex(@"value\([^()]*\)\.")]
    private static partial Regex Captured();
}
