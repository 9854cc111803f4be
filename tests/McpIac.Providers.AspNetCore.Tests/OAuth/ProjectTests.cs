using McpIac.Providers.Twin;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.AspNetCore.Tests.OAuth;

/// <summary>The real <c>mciacc</c> with a provider that is reached by HTTP and wants access tokens, which the project's settings say how to get.</summary>
public sealed class ProjectTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-oauth-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AProgram_SignsInAndIsApplied_AndNobodyHearsItsSecretOrTokens()
    {
        await using var authorization = await TestAuthorizationServer.StartAsync();
        var snapshot = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "schemas")).FullName, "aws.mcp.json");
        File.Copy(Path.Combine(Mciacc.Repository, "schemas", "aws.mcp.json"), snapshot);
        await WriteAsync("infra.yaml", """
            apiVersion: iac.mcp/v1
            kind: Deployment
            metadata: { name: signed }
            spec: { resources: [{ type: aws:vpc:vpc, name: portal, properties: { cidrBlock: 10.0.0.0/16 } }] }
            """);
        var endpoint = new Uri($"http://127.0.0.1:{Mciacc.FreePort()}/mcp");
        var schema = CatalogLoader.Load([new SnapshotSource("aws", await File.ReadAllTextAsync(snapshot, TestContext.Current.CancellationToken))]).Catalog.Providers[0];
        await using var server = TwinProvider.Create(schema, null);
        await using var app = server.BuildHttp(new HttpHosting(Url: endpoint.GetLeftPart(UriPartial.Authority)) { OAuth = new OAuthResource(authorization.Issuer, endpoint) { Scopes = ["iac.write"] } });
        await app.StartAsync(TestContext.Current.CancellationToken);
        await WriteAsync("mciacc.yaml", $$"""
            secrets: { client: { env: CLIENT_SECRET } }
            providers:
              aws: { url: "{{endpoint}}", auth: { type: clientCredentials, clientId: {{TestAuthorizationServer.Client}}, clientSecret: { secret: client } } }
            environments:
              desk: { providers: { aws: { auth: { type: authorizationCode } } } }
            """);

        await RunAsync(0, "create", TestAuthorizationServer.Secret, "apply", "--yes");
        Assert.Equal(["client_credentials"], authorization.Grants);
        await RunAsync(1, "MCI6130", "wrong-hush", "plan", "--json");
        await RunAsync(1, "There is no access token for the server of aws: somebody has to sign in with a browser, and nobody is there.", "", "apply", "--yes", "--json", "-e", "desk");
        await RunAsync(0, "portal", TestAuthorizationServer.Secret, "destroy", "--yes");
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)) AssertSecret(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TheConformanceKit_ReachesAServerByItsUrl_WithAToken()
    {
        var token = $"hush-{Guid.NewGuid():N}";
        var variable = $"MCIACC_TEST_{token[5..].ToUpperInvariant()}";
        Environment.SetEnvironmentVariable(variable, token);
        var snapshot = await File.ReadAllTextAsync(Path.Combine(Mciacc.Repository, "schemas", "local.mcp.json"), TestContext.Current.CancellationToken);
        await using var server = TwinProvider.Create(CatalogLoader.Load([new SnapshotSource("local", snapshot)]).Catalog.Providers[0], null);
        var address = $"http://127.0.0.1:{Mciacc.FreePort()}";
        await using var app = server.BuildHttp(new HttpHosting(variable, address));
        await app.StartAsync(TestContext.Current.CancellationToken);

        await RunAsync(0, "level 4", token, "provider", "test", "--url", $"{address}/mcp", "--bearer", "CLIENT_SECRET");
        await RunAsync(1, "MCI6101", "wrong", "provider", "test", "--url", $"{address}/mcp", "--bearer", "CLIENT_SECRET");
    }

    [Fact]
    public async Task TheConformanceKit_SignsInByItself_WithASecretOfTheEnvironment()
    {
        await using var authorization = await TestAuthorizationServer.StartAsync();
        var endpoint = new Uri($"http://127.0.0.1:{Mciacc.FreePort()}/mcp");
        var snapshot = await File.ReadAllTextAsync(Path.Combine(Mciacc.Repository, "schemas", "local.mcp.json"), TestContext.Current.CancellationToken);
        await using var server = TwinProvider.Create(CatalogLoader.Load([new SnapshotSource("local", snapshot)]).Catalog.Providers[0], null);
        await using var app = server.BuildHttp(new HttpHosting(Url: endpoint.GetLeftPart(UriPartial.Authority)) { OAuth = new OAuthResource(authorization.Issuer, endpoint) { Scopes = ["iac.write"] } });
        await app.StartAsync(TestContext.Current.CancellationToken);
        Task TestAsync(int expected, string says, string secret, params string[] options) => RunAsync(expected, says, secret, ["provider", "test", "--only", "tools.listed", "--level", "0", .. options]);
        string[] at = ["--url", $"{endpoint}"], program = ["--auth", "clientCredentials", "--client-id", TestAuthorizationServer.Client, "--client-secret", "CLIENT_SECRET"];

        await TestAsync(0, "level ", TestAuthorizationServer.Secret, [.. at, .. program]);
        await TestAsync(0, "level ", TestAuthorizationServer.Secret, [.. at, .. program, "--scope", "iac.write", "--token-url", $"{authorization.Issuer}token"]);
        Assert.All(authorization.Grants, g => Assert.Equal("client_credentials", g));
        await TestAsync(1, "MCI6130", "wrong-hush", [.. at, .. program]);
        await TestAsync(1, "nobody is there", "", [.. at, "--auth", "authorizationCode"]);
        await TestAsync(2, "isn't set", "", [.. at, .. program]);
        await TestAsync(2, "needs --client-id", "hush", [.. at, .. program[..2]]);
        await TestAsync(2, "an address of https", "hush", [.. at, .. program, "--token-url", "http://login.example.com/token"]);
        await TestAsync(2, "Say how they are got", "hush", [.. at, .. program[2..]]);
        await TestAsync(2, "Give its --url", "hush", [.. program, "--", "a-server"]);
        await TestAsync(2, "Either --bearer", "hush", [.. at, .. program, "--bearer", "CLIENT_SECRET"]);
        await TestAsync(2, "a person signs in", "hush", [.. at, "--auth", "authorizationCode", "--client-secret", "CLIENT_SECRET"]);
    }

    private async Task RunAsync(int expected, string says, string secret, params string[] arguments)
    {
        var (code, said) = await Mciacc.RunAsync(folder, ("CLIENT_SECRET", secret), arguments);
        Assert.True(code == expected && said.Contains(says, StringComparison.Ordinal), $"{code}: {said}");
        AssertSecret(said);
    }

    private static void AssertSecret(string text)
    {
        Assert.DoesNotContain("hush", text, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
    }

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text, TestContext.Current.CancellationToken);
}
