namespace McpIac.Engine.Tests.Worlds;

/// <summary>The process was killed: nothing it was doing goes on.</summary>
internal sealed class KilledException(string where) : Exception(where);

/// <summary>Kills at the n-th point that is passed; from then on every point is deadly. Thread-safe.</summary>
internal sealed class KillSwitch(int points = int.MaxValue)
{
    private int left = points;

    public bool IsDead { get; private set; }

    public void Point(string where)
    {
        if (Interlocked.Decrement(ref left) > 0) return;
        IsDead = true;
        throw new KilledException(where);
    }
}
