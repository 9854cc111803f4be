using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.Docker.Tests.Connections;

public sealed class DockerServerTests
{
    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.52", "1.24", "1.41")]
    [InlineData("1.52", "1.44", "1.44")]
    [InlineData("1.40", null, "1.40")]
    public void Version_IsTheNewestThatBothKnow(string newest, string? oldest, string agreed) => Assert.Equal(agreed, $"{DockerServer.Agreed(newest, oldest)}");

    [Theory]
    [InlineData("DOCKER_HOST=unix:///run/docker.sock", "unix:///run/docker.sock")]
    [InlineData("DOCKER_HOST=tcp://docker.example:2375", "http://docker.example:2375/")]
    public void Environment_SaysWhereTheDaemonIs(string environment, string expected) =>
        Assert.Equal(expected, DockerAddress.Read(name => Variable(environment, name), TimeSpan.FromSeconds(1)).EndpointBaseUri.AbsoluteUri);

    [Theory]
    [InlineData("DOCKER_HOST=ftp://x", "DOCKER_HOST is no address")]
    [InlineData("DOCKER_HOST=tcp://x:2376 DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=/nowhere", "DOCKER_TLS_VERIFY is set, and ca.pem, cert.pem and key.pem can't be read")]
    public void WhatIsntUnderstood_IsSaid(string environment, string message) =>
        Assert.Contains(message, Assert.Throws<ProviderException>(() => DockerAddress.Read(name => Variable(environment, name), TimeSpan.FromSeconds(1))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("unix:///nowhere/docker.sock")]
    [InlineData("tcp://127.0.0.1:1")]
    public async Task ADaemonThatDoesntAnswer_IsUnavailable_AndNothingWasDone(string address)
    {
        await using var session = await Session.StartAsync(".", null, name => name == "DOCKER_HOST" ? address : null);
        var result = await session.ApplyAsync(Session.Create("docker:volume:volume", "data", "{}"));
        Assert.Equal(("failed", "unavailable", "none"), (result.Outcome, result.Error?.Code, result.Error?.Details?.SideEffects));
    }

    private static string? Variable(string environment, string name) => environment.Split(' ').Select(v => v.Split('=', 2)).FirstOrDefault(v => v[0] == name)?[1];
}
