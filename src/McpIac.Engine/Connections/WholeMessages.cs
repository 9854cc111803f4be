using System.Threading.Channels;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>
/// A transport over streams that ends what it has begun to write. The library writes a message and its line break under the token of the call that it belongs to: cancelled
/// in between, the next message continues the line, and is lost with it.
/// </summary>
internal sealed class WholeMessages(StreamClientTransport inner) : IClientTransport
{
    public string Name => inner.Name;

    public async Task<ITransport> ConnectAsync(CancellationToken cancellationToken = default) => new Session(await inner.ConnectAsync(cancellationToken));

    private sealed class Session(ITransport inner) : ITransport
    {
        public string? SessionId => inner.SessionId;

        public ChannelReader<JsonRpcMessage> MessageReader => inner.MessageReader;

        // Who cancelled needn't wait: a server that doesn't read would hold it for ever.
        public Task SendMessageAsync(JsonRpcMessage message, CancellationToken cancellationToken = default) =>
            cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : inner.SendMessageAsync(message, CancellationToken.None).WaitAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
