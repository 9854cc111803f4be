using System.Net;
using System.Net.Sockets;

namespace McpIac.State.Tests.Stores;

/// <summary>Stands between a store and its database, and breaks connections at the moment that a test asks for.</summary>
internal sealed class Proxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<Link> links = [];
    private readonly Lock gate = new();
    private readonly Uri server;
    private bool isDown;
    private Loss loss;

    public Proxy(Uri server)
    {
        this.server = server;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>What of the next commit is lost, with the connection.</summary>
    internal enum Loss { None, Request, Answer }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>A commit was lost as asked for.</summary>
    public bool HasLost { get; private set; }

    public void LoseNextCommit(Loss what)
    {
        lock (gate) loss = what;
    }

    /// <summary>Breaks all connections; those that are made from now on too, when it is for good.</summary>
    public void Break(bool forGood = false)
    {
        lock (gate)
        {
            isDown = forGood;
            foreach (var link in links) link.Close();
            links.Clear();
        }
    }

    public void Dispose()
    {
        listener.Stop();
        Break(forGood: true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var link = new Link(await listener.AcceptSocketAsync(), new Socket(SocketType.Stream, ProtocolType.Tcp));
                await link.Server.ConnectAsync(IPAddress.Loopback, server.Port);
                lock (gate)
                {
                    links.Add(link);
                    if (isDown) link.Close();
                }

                _ = PumpAsync(link, link.Client, link.Server);
                _ = PumpAsync(link, link.Server, link.Client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task PumpAsync(Link link, Socket from, Socket to)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count && !IsLost(link, from, buffer.AsSpan(0, count))) await to.SendAsync(buffer.AsMemory(0, count));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
        }

        link.Close();
    }

    private bool IsLost(Link link, Socket from, ReadOnlySpan<byte> sent)
    {
        lock (gate)
        {
            if (from == link.Server) return link.LosesAnswer;
            if (loss == Loss.None || sent.IndexOf("COMMIT\0"u8) < 0) return false;
            link.LosesAnswer = loss == Loss.Answer;
            var isLost = loss == Loss.Request;
            loss = Loss.None;
            HasLost = true;
            return isLost;
        }
    }

    private sealed class Link(Socket client, Socket server)
    {
        public Socket Client => client;
        public Socket Server => server;
        public bool LosesAnswer { get; set; }

        public void Close()
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
