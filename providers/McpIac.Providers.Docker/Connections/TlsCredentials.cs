using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet;
using Microsoft.Net.Http.Client;

namespace McpIac.Providers.Docker.Connections;

/// <summary>A client's certificate, and the authority that the daemon's must come from; no other is trusted.</summary>
internal sealed class TlsCredentials(X509Certificate2 own, X509Certificate2 authority) : Credentials
{
    public override bool IsTlsCredentials() => true;

    public override HttpMessageHandler GetHandler(HttpMessageHandler innerHandler)
    {
        if (innerHandler is not ManagedHandler handler) return innerHandler;
        handler.ClientCertificates = [own];
        handler.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors);
        return handler;
    }

    internal bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        using var copy = new X509Certificate2(certificate);
        return chain.Build(copy);
    }
}
