using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Syntax;

/// <summary>
/// Reads texts of the expression language. Total: any text, of any size, yields a node and what is wrong with it, in time and memory linear in its size. What
/// is wrong in one <c>${…}</c> doesn't keep the others from being read.
/// </summary>
public static class SyntaxReader
{
    // Whoever has that many mistakes doesn't read on.
    private const int MostProblems = 100;

    /// <summary>
    /// A text with holes, as it stands in YAML or JSON: <c>https://${lb.address}/</c>. One that is a single hole is that expression, of any kind; <c>$${</c> stands
    /// for <c>${</c>.
    /// </summary>
    public static SyntaxReading Template(string text) => Template(text, inner: false);

    /// <param name="inner">The text is an argument of <c>template</c>, which it then can't call: it could be its own text.</param>
    internal static SyntaxReading Template(string text, bool inner)
    {
        if (!text.Contains("${", StringComparison.Ordinal)) return new SyntaxReading(new LiteralSyntax(new TextSpan(0, text.Length), Datum.Of(text)), []);
        var problems = new List<SyntaxProblem>();
        var parts = new List<SyntaxNode>();
        var literal = new StringBuilder();
        var (at, from) = (0, 0);
        var isHole = false;
        while (at < text.Length)
        {
            if (!HoleOrEscape(text, at, text.Length, out var escaped))
            {
                literal.Append(text[at++]);
                continue;
            }

            if (escaped)
            {
                literal.Append("${");
                at += 3;
                continue;
            }

            Flush(parts, literal, from, at);
            isHole = parts.Count == 0;
            var hole = new ExpressionReader(text, problems, inner);
            parts.Add(hole.Hole(ref at));
            if (problems.Count >= MostProblems) at = text.Length;
            from = at;
        }

        Flush(parts, literal, from, at);
        return new SyntaxReading(isHole && parts is [var only] ? only : new TemplateSyntax(new TextSpan(0, text.Length), parts), problems);
    }

    /// <summary>An expression alone, as <c>mciacc console</c> takes it.</summary>
    public static SyntaxReading Expression(string text)
    {
        var problems = new List<SyntaxProblem>();
        return new SyntaxReading(new ExpressionReader(text, problems).Whole(), problems);
    }

    /// <summary>True where <c>${</c> or <c>$${</c> begins.</summary>
    internal static bool HoleOrEscape(string text, int at, int end, out bool escaped)
    {
        escaped = false;
        if (text[at] != '$' || at + 1 >= end) return false;
        if (text[at + 1] == '{') return true;
        escaped = text[at + 1] == '$' && at + 2 < end && text[at + 2] == '{';
        return escaped;
    }

    internal static void Flush(List<SyntaxNode> parts, StringBuilder literal, int from, int to)
    {
        if (literal.Length > 0) parts.Add(new LiteralSyntax(TextSpan.Between(from, to), Datum.Of(literal.ToString())));
        literal.Clear();
    }
}
