using McpIac.Schemas.Diagnostics;

namespace McpIac.State.Stores;

/// <summary>The right to write to a deployment, until it is disposed or taken over. Its token is greater than that of every writer before.</summary>
internal abstract class WriteAccess(long token, long known) : IDisposable
{
    public long Token => token;

    /// <summary>The token that the deployment has as long as nobody took over.</summary>
    public long Known { get; private set; } = known;

    /// <summary>The deployment has this token now.</summary>
    /// <returns>True.</returns>
    public bool Wrote()
    {
        Known = token;
        return true;
    }

    /// <summary>Who took over.</summary>
    public abstract Diagnostic TakenOver();

    public abstract void Dispose();
}
