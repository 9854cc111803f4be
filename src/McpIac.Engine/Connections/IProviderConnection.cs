using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>A running provider. Thread-safe; calls may overlap. What a provider does wrong comes back as an envelope's error, never as an exception.</summary>
public interface IProviderConnection : IAsyncDisposable
{
    string Name { get; }

    /// <summary>What the provider can bear; the pool that opened the connection sees to it.</summary>
    ProviderLimits Limits => ProviderLimits.None;

    /// <summary>The provider tells of its progress with a change. Raised on any thread; the last note may come after the answer.</summary>
    event Action<ProviderNote> Noted
    {
        add { }
        remove { }
    }

    /// <summary>Calls one of the standard's tools.</summary>
    /// <param name="args">One of the <c>…Arguments</c> records, written by <see cref="Wire.Options"/>.</param>
    /// <returns>The provider's envelope; when no usable answer came, error <c>unknown</c> (it may have had effects) or <c>unavailable</c> (it had none).</returns>
    Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Calls any tool of the server, as it is; a plain server has no others.</summary>
    /// <param name="args">A map.</param>
    Task<ToolAnswer> CallToolAsync(string tool, Datum args, TimeSpan timeout, CancellationToken cancellation) =>
        Task.FromResult(ToolAnswer.None($"{Name} has no tool {tool}.", maybeDone: false));
}
