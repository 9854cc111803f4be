using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Connections;

/// <summary>Where the daemon is, by the variables that Docker's own tools have.</summary>
internal static class DockerAddress
{
    /// <exception cref="ProviderException">invalid: the variables aren't understood.</exception>
    public static DockerClientConfiguration Read(Func<string, string?> variable, TimeSpan patience)
    {
        var host = variable("DOCKER_HOST") is { Length: > 0 } given ? given : OperatingSystem.IsWindows() ? "npipe://./pipe/docker_engine" : "unix:///var/run/docker.sock";
        if (!Uri.TryCreate(host, UriKind.Absolute, out var uri) || uri.Scheme is not ("unix" or "npipe" or "tcp" or "http" or "https"))
            throw Wrong("DOCKER_HOST is no address like unix:///var/run/docker.sock or tcp://HOST:PORT");
        var secured = variable("DOCKER_TLS_VERIFY") is { Length: > 0 } && uri.Scheme is "tcp" or "https";
        return secured
            ? new DockerClientConfiguration(new UriBuilder(uri) { Scheme = "https" }.Uri, Credentials(variable), patience)
            : new DockerClientConfiguration(uri.Scheme == "tcp" ? new UriBuilder(uri) { Scheme = "http" }.Uri : uri, null, patience);
    }

    private static TlsCredentials Credentials(Func<string, string?> variable)
    {
        var folder = variable("DOCKER_CERT_PATH") is { Length: > 0 } given ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        try
        {
            return new TlsCredentials(X509Certificate2.CreateFromPemFile(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem")), X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "ca.pem")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Wrong("DOCKER_TLS_VERIFY is set, and ca.pem, cert.pem and key.pem can't be read from DOCKER_CERT_PATH");
        }
    }

    private static ProviderException Wrong(string why) => new(ErrorCodes.Invalid, $"Docker can't be reached: {why}.");
}
