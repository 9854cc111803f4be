using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>A provider in this process, called as it is: nothing is written as JSON and read again. It bears what its server lets through.</summary>
/// <param name="call">Calls a tool with its arguments' record; what comes back is an envelope around its data's record.</param>
/// <param name="close">Ends the server.</param>
public sealed class DirectConnection(string name, Func<string, object, CancellationToken, Task<Envelope<object>>> call, Func<ValueTask> close) : IProviderConnection
{
    public string Name => name;

    public async Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout > TimeSpan.Zero ? timeout : TimeSpan.FromMilliseconds(1));
        try
        {
            var answer = await call(tool, args, limit.Token).WaitAsync(limit.Token);
            return new Envelope<T>(answer.Success, answer.Data is T data ? data : default, answer.Error, answer.Metadata);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Lost<T>($"{name} didn't finish answering {tool} within {timeout.TotalSeconds:0.#} s.");
        }
        catch (ObjectDisposedException)
        {
            return Lost<T>($"{name} has ended.");
        }
    }

    public ValueTask DisposeAsync() => close();

    private Envelope<T> Lost<T>(string message) => Failures.Of<T>(name, ErrorCodes.Unknown, message, retryable: true, sideEffects: "possible");
}
