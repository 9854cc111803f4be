using McpIac.Providers.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace McpIac.Providers.AspNetCore;

/// <summary>A provider over HTTP, in ASP.NET Core.</summary>
public static class HttpProviderServer
{
    private const string DefaultUrl = "http://127.0.0.1:8950";

    /// <summary>Serves until it is cancelled or the process is asked to end.</summary>
    /// <exception cref="InvalidOperationException">The token's variable isn't set, an address that others can reach has neither token nor OAuth, or an authorization server is reached in the clear.</exception>
    public static async Task RunHttpAsync(this ProviderServer server, HttpHosting hosting, CancellationToken cancellation)
    {
        await using var app = server.BuildHttp(hosting);
        await app.StartAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>The application, not started yet: for who wants to add to it, as an authentication of ASP.NET Core's own.</summary>
    /// <param name="configure">Called before the application is built.</param>
    /// <exception cref="InvalidOperationException">As of <see cref="RunHttpAsync"/>.</exception>
    public static WebApplication BuildHttp(this ProviderServer server, HttpHosting hosting, Action<WebApplicationBuilder>? configure = null)
    {
        var token = Token(hosting);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (hosting.Url is not null || !IsConfigured(builder.Configuration)) builder.WebHost.UseUrls(hosting.Url ?? DefaultUrl);
        builder.Services.AddMcpServer(server.Configure).WithHttpTransport();
        if (hosting.OAuth is not null) OAuthProtection.Add(builder.Services, hosting.OAuth);
        configure?.Invoke(builder);
        var app = builder.Build();
        if (token is null && hosting.OAuth is null && Addresses(app.Configuration, hosting).FirstOrDefault(a => !RequestGuard.IsLoopback(a.Host)) is { } open)
            throw new InvalidOperationException($"{open} can be reached by others, so callers have to send a token: name the environment variable that holds it, or an authorization server.");
        app.Use(next => new RequestGuard(next, hosting, token).InvokeAsync);
        var endpoint = app.MapMcp(hosting.Path);
        if (hosting.OAuth is null) return app;
        app.UseAuthentication();
        app.UseAuthorization();
        endpoint.RequireAuthorization();
        return app;
    }

    private static string? Token(HttpHosting hosting)
    {
        if (hosting.TokenVariable is not { } variable) return null;
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } token ? token
            : throw new InvalidOperationException($"The environment variable {variable}, which holds the token that callers send, isn't set.");
    }

    private static bool IsConfigured(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["urls"]) || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    private static IEnumerable<Uri> Addresses(IConfiguration configuration, HttpHosting hosting)
    {
        var urls = hosting.Url ?? configuration["urls"];
        var endpoints = hosting.Url is not null ? [] : configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]);

        // Kestrel takes * and + for every address, which are no hosts to a Uri.
        return (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Concat(endpoints.OfType<string>())
            .Select(u => Uri.TryCreate(u.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) ? uri : new Uri("http://0.0.0.0"));
    }
}
