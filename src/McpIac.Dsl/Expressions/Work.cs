namespace McpIac.Dsl.Expressions;

/// <summary>The budget of one evaluation (<see cref="Limits.Work"/>).</summary>
internal sealed class Work
{
    private long left = Limits.Work;

    /// <summary>Called before something is made, so that nothing too large is ever allocated.</summary>
    public void Spend(long units)
    {
        left -= units;
        if (left < 0) throw new EvaluationLimitException(EvaluationLimitException.TooLarge);
    }
}
