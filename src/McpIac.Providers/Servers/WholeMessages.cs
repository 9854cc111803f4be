using System.Threading.Channels;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Servers;

/// <summary>
/// A transport that ends what it has begun to write. The library writes a message and its line break under the token of the call that it belongs to: cancelled in between,
/// the next message continues the line, and is lost with it.
/// </summary>
internal sealed class WholeMessages(ITransport inner) : ITransport
{
    public string? SessionId => inner.SessionId;

    public ChannelReader<JsonRpcMessage> MessageReader => inner.MessageReader;

    // Who cancelled needn't wait: a peer that doesn't read would hold it for ever.
    public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : inner.SendMessageAsync(message, CancellationToken.None).WaitAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
