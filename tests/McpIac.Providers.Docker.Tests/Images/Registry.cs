using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace McpIac.Providers.Docker.Tests.Images;

/// <summary>A registry (OCI distribution) on the loopback interface with an image under any name but <c>nosuch</c>, for a user who says the password.</summary>
internal sealed class Registry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly HttpListener listener = new();
    private readonly Dictionary<string, byte[]> blobs = [];
    private readonly Dictionary<string, byte[]> manifests = [];
    private readonly string salt = $"{Guid.NewGuid()}";
    private readonly Task serving;

    public Registry()
    {
        Address = $"127.0.0.1:{FreePort()}";
        listener.Prefixes.Add($"http://{Address}/");
        listener.Start();
        serving = Task.Run(ServeAsync);
    }

    public string Address { get; }

    public string DigestOf(string name) => Hash(Manifest(name));

    public string ImageIdOf(string name) => Hash(Config(name));

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext call;
            try
            {
                call = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Answer(call.Request, call.Response);
            call.Response.Close();
        }
    }

    private void Answer(HttpListenerRequest request, HttpListenerResponse response)
    {
        response.Headers["Docker-Distribution-Api-Version"] = "registry/2.0";
        if (request.Headers["Authorization"] != "Basic " + Convert.ToBase64String("builder:hush-hush"u8))
        {
            response.StatusCode = 401;
            response.Headers["WWW-Authenticate"] = "Basic realm=\"registry\"";
            return;
        }

        var path = request.Url!.AbsolutePath;
        var body = path == "/v2/" ? [] : path.Contains("nosuch", StringComparison.Ordinal) ? null : path.Contains("/manifests/", StringComparison.Ordinal) ? Manifest(path.Split('/')[2]) : blobs.GetValueOrDefault(path.Split('/')[^1]);
        if (body is null)
        {
            response.StatusCode = 404;
            response.ContentType = "application/json";
            response.OutputStream.Write("""{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}"""u8);
            return;
        }

        response.ContentType = path.Contains("/manifests/", StringComparison.Ordinal) ? ManifestType : "application/octet-stream";
        response.Headers["Docker-Content-Digest"] = Hash(body);
        response.ContentLength64 = body.Length;
        if (request.HttpMethod != "HEAD") response.OutputStream.Write(body);
    }

    // Every name has an image of its own, and every registry others.
    private byte[] Manifest(string name)
    {
        lock (manifests)
        {
            if (manifests.TryGetValue(name, out var known)) return known;
            var (config, packed) = (Config(name), Packed(Layer(salt + name)));
            return manifests[name] = Encoding.UTF8.GetBytes($$"""
                {"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{config.Length}},"digest":"{{Put(config)}}"},
                "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{packed.Length}},"digest":"{{Put(packed)}}"}]}
                """);
        }
    }

    private byte[] Config(string name) => Encoding.UTF8.GetBytes(
        $$"""{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["{{Hash(Layer(salt + name))}}"]},"history":[{"created_by":"test"}]}""");

    private string Put(byte[] blob)
    {
        blobs[Hash(blob)] = blob;
        return Hash(blob);
    }

    private static byte[] Layer(string text)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "made") { ModificationTime = DateTimeOffset.UnixEpoch, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        return stream.ToArray();
    }

    private static byte[] Packed(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    private static string Hash(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
