using System.Net;
using Docker.DotNet.Models;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Docker.Images;

/// <summary>The messages of a build or a pull: what people see of it, and the error that it may end with, which no status tells.</summary>
internal sealed class MessageStream(IProgress<string> progress) : IProgress<JSONMessage>
{
    private JSONMessage? failure;

    public void Report(JSONMessage value)
    {
        if (value.Error is not null || !string.IsNullOrEmpty(value.ErrorMessage)) failure = value;
        else if (value.Stream?.Trim() is { Length: > 0 } line && line.StartsWith("Step ", StringComparison.Ordinal)) progress.Report(line);
        else if (value.Progress is null && value.Status is { Length: > 0 } status && value.ID is { Length: > 0 }) progress.Report($"{status} {value.ID}");
    }

    /// <summary>The failure that a stream ended with.</summary>
    /// <exception cref="ProviderException">What the daemon said went wrong.</exception>
    public void ThrowIfFailed()
    {
        if (Failure(HttpStatusCode.InternalServerError) is { } failed) throw failed;
    }

    /// <summary>The same for a build: what its steps say is about the program's Dockerfile, unless a registry couldn't be asked.</summary>
    /// <exception cref="ProviderException">What the daemon said went wrong.</exception>
    public void ThrowIfNotBuilt()
    {
        if (Failure(HttpStatusCode.InternalServerError) is { } failed) throw failed.Error.Code is ErrorCodes.Unavailable or ErrorCodes.Unauthenticated ? failed : Failure(HttpStatusCode.BadRequest) ?? failed;
    }

    private ProviderException? Failure(HttpStatusCode status) => failure is { } said ? DockerErrors.Of(status, said.Error?.Message ?? said.ErrorMessage) : null;
}
