namespace McpIac.Dsl.Expressions;

/// <summary>What keeps evaluation total: part of the language (<c>docs/spec/expressions.md</c>), the same for every front end.</summary>
public static class Limits
{
    /// <summary>How deep expressions and values may nest. Twice this, the levels of the JSON form, stays below what the JSON reader takes.</summary>
    public const int Depth = 100;

    /// <summary>How much one evaluation may do: one unit a node evaluated, an element or a character produced.</summary>
    public const int Work = 10_000_000;

    /// <summary>How much a front end may do to compute what is known already; what takes more stays an expression.</summary>
    public const int FoldingWork = 10_000;

    /// <summary>The longest that padding and a format may make one hole.</summary>
    public const int Padding = 10_000;
}
