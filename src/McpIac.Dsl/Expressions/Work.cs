namespace McpIac.Dsl.Expressions;

/// <summary>The budget of one evaluation (<see cref="Limits.Work"/>).</summary>
internal sealed class Work(long units = Limits.Work)
{
    private long left = units;

    /// <summary>Called before something is made, so that nothing too large is ever allocated.</summary>
    public void Spend(long units)
    {
        left -= units;
        if (left < 0) throw new EvaluationLimitException(EvaluationLimitException.TooLarge);
    }

    /// <summary>Looking for a part takes the product of both lengths in the worst case, of which some 64 characters are compared at a time.</summary>
    public void SpendSearch(string text, string part) => Spend(text.Length + (long)text.Length * part.Length / 64);
}
