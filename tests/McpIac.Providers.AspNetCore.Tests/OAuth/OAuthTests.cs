using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using McpIac.Engine.Authorization;
using McpIac.Engine.Connections;
using McpIac.Providers.Local;
using McpIac.Providers.Servers;
using McpIac.Schemas.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace McpIac.Providers.AspNetCore.Tests.OAuth;

/// <summary>The provider local as a resource server, and an authorization server beside it, both on this machine: who gets a token is answered, and nobody else.</summary>
public sealed class OAuthTests : IAsyncLifetime
{
    private const string Variable = "MCIACC_TEST_OAUTH_TOKEN", Shared = "correct-horse";

    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-oauth-").FullName;
    private TestAuthorizationServer authorization = null!;
    private ProviderServer server = null!;
    private WebApplication app = null!;

    // Known before it listens, because tokens are for it.
    private Uri resource = null!;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(Variable, Shared);
        authorization = await TestAuthorizationServer.StartAsync();
        resource = new Uri($"http://127.0.0.1:{FreePort()}/mcp");
        server = LocalProvider.Create(folder, null);
        app = server.BuildHttp(new HttpHosting(Variable, resource.GetLeftPart(UriPartial.Authority)) { OAuth = new OAuthResource(authorization.Issuer, resource) { Scopes = ["iac.read", "iac.write"] } });
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await server.DisposeAsync();
        await authorization.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("", "iac.read iac.write admin", 60, HttpStatusCode.OK)]
    [InlineData("", "iac.read", 60, HttpStatusCode.Forbidden)]
    [InlineData("", "iac.read iac.write", -60, HttpStatusCode.Unauthorized)]
    [InlineData("https://other.example/mcp", "iac.read iac.write", 60, HttpStatusCode.Unauthorized)]
    public async Task AToken_IsForThisServer_ItsScopes_AndNow(string audience, string scope, int seconds, HttpStatusCode expected) =>
        Assert.Equal(expected, (await AskAsync(authorization.Token(audience.Length > 0 ? audience : resource.OriginalString, scope, seconds))).StatusCode);

    [Fact]
    public async Task ATokenOfSomebodyElse_IsNone_AndTheSharedOneIs()
    {
        using var other = RSA.Create(2048);
        var (audience, scope) = (resource.OriginalString, "iac.read iac.write");
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(authorization.Token(audience, scope, 60, issuer: "http://127.0.0.1:1"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(authorization.Token(audience, scope, 60, signer: new RsaSecurityKey(other) { KeyId = "one" }))).StatusCode);
        var unsigned = authorization.Token(audience, scope, 60).Split('.');
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync($"eyJhbGciOiJub25lIn0.{unsigned[1]}.")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync("wrong-horse")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Shared)).StatusCode);
    }

    [Fact]
    public async Task WhoIsRefused_IsToldWhereTokensAreGot_AndWhichScopesAreMissing()
    {
        var metadata = $"resource_metadata=\"{resource.GetLeftPart(UriPartial.Authority)}/.well-known/oauth-protected-resource/mcp\"";
        Assert.Contains(metadata, (await AskAsync(null)).Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        var forbidden = (await AskAsync(authorization.Token(resource.OriginalString, "iac.read", 60))).Headers.WwwAuthenticate.ToString();
        Assert.Contains("error=\"insufficient_scope\", scope=\"iac.read iac.write\"", forbidden, StringComparison.Ordinal);
        Assert.Contains(metadata, forbidden, StringComparison.Ordinal);
        using var client = new HttpClient();
        var told = System.Text.Json.Nodes.JsonNode.Parse(await client.GetStringAsync(new Uri(resource, "/.well-known/oauth-protected-resource/mcp"), TestContext.Current.CancellationToken))!;
        Assert.Equal((resource.OriginalString, authorization.Issuer.OriginalString), ($"{told["resource"]}", $"{told["authorization_servers"]![0]}"));
    }

    [Fact]
    public async Task Hosting_ByAnIssuerInTheClear_IsRefused()
    {
        await using var another = LocalProvider.Create(Directory.CreateDirectory(Path.Combine(folder, "another")).FullName, null);
        Assert.Throws<InvalidOperationException>(() => another.BuildHttp(new HttpHosting { OAuth = new OAuthResource(new Uri("http://login.example"), resource) }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AProgram_SignsInAsItself_AndAgainWhenItsTokenHasEnded(bool isTold)
    {
        // Half a minute is forgiven by the server, so a token that has ended sooner is one that has to be got anew by the client alone.
        authorization.Lifetime = 1;
        var credentials = new ClientCredentials(TestAuthorizationServer.Client, TestAuthorizationServer.Secret, isTold ? ["iac.read", "iac.write"] : [], isTold ? new Uri(authorization.Issuer, "/token") : null);
        await UseAsync(credentials, async connection =>
        {
            var before = authorization.Grants.Count;
            Assert.True((await ListAsync(connection)).Success);
            while (authorization.Grants.Count == before) Assert.True((await ListAsync(connection)).Success);
        });
        Assert.All(authorization.Grants, g => Assert.Equal("client_credentials", g));
    }

    [Fact]
    public async Task AToken_IsKept_ForTheNextConnection_AndReplacedWhenItIsRefused()
    {
        var credentials = new ClientCredentials(TestAuthorizationServer.Client, TestAuthorizationServer.Secret, []);
        await UseAsync(credentials, async connection =>
        {
            Assert.Single(authorization.Grants);
            Assert.True((await ListAsync(connection)).Success);
            Assert.Single(authorization.Grants);
        });

        // The next connection goes on with the token that there is.
        await UseAsync(credentials, async connection => Assert.True((await ListAsync(connection)).Success));
        Assert.Single(authorization.Grants);

        authorization.Audience = "https://other.example/mcp";
        var others = new ClientCredentials(TestAuthorizationServer.Client, TestAuthorizationServer.Secret, ["iac.read", "iac.write"]);
        Assert.Equal("The provider local isn't usable: it answers 401: it wants credentials, or others.", (await OpenAsync(others)).Problem!.Message);
        authorization.Audience = null;
        await UseAsync(others, async connection => Assert.True((await ListAsync(connection)).Success));
    }

    [Fact]
    public async Task WithoutAToken_TheServerIsNotUsed_AndNoSecretIsSaid()
    {
        await ProblemAsync(new ClientCredentials(TestAuthorizationServer.Client, "wrong-hush", []), "its authorization server 127.0.0.1 gives no token: it answers 401 (invalid_client)");
        await ProblemAsync(new ClientCredentials("nobody", TestAuthorizationServer.Secret, []), "its authorization server 127.0.0.1 gives no token: it answers 401 (invalid_client)");
        await ProblemAsync(new ClientCredentials("nobody", TestAuthorizationServer.Secret, [], new Uri("http://login.example/token")), "its authorization server is reached in the clear, which a secret isn't sent by");
        await ProblemAsync(new ClientCredentials("nobody", TestAuthorizationServer.Secret, [], new Uri("http://127.0.0.1:1/token")), "its authorization server can't be reached (ConnectionError)");
        var (_, clear) = await McpConnection.AtAsync("local", new Uri("http://mcp.example/mcp"), new McpConnectionOptions { Authorization = new ClientCredentials("a", "b", []) }, TestContext.Current.CancellationToken);
        Assert.Equal("MCI6130", clear!.Id);

        authorization.Scope = "iac.read";
        var (_, forbidden) = await OpenAsync(new ClientCredentials(TestAuthorizationServer.Client, TestAuthorizationServer.Secret, ["iac.read"]));
        Assert.Equal(("MCI6101", "The provider local isn't usable: it answers 403: the credentials don't suffice."), (forbidden!.Id, forbidden.Message));
    }

    [Fact]
    public async Task APerson_SignsInByABrowser_AndAConnectionThatIsOpenedAnew_NeedsNobody()
    {
        var visits = 0;
        var code = new AuthorizationCode(null, ["iac.read", "iac.write"], (address, cancellation) =>
        {
            visits++;
            _ = VisitAsync(address, cancellation);
            return Task.CompletedTask;
        });
        await UseAsync(code, async connection => Assert.True((await ListAsync(connection)).Success));
        await UseAsync(code, async connection => Assert.True((await ListAsync(connection)).Success));
        Assert.Equal(1, visits);
        Assert.Equal(["authorization_code"], authorization.Grants);
    }

    [Fact]
    public async Task APersonsToken_IsRefreshed_WhenItHasEnded()
    {
        authorization.Lifetime = 1;
        var code = new AuthorizationCode("desktop", [], (address, cancellation) =>
        {
            _ = VisitAsync(address, cancellation);
            return Task.CompletedTask;
        });
        await UseAsync(code, async connection =>
        {
            while (!authorization.Grants.Contains("refresh_token")) Assert.True((await ListAsync(connection)).Success);
        });
        Assert.Single(authorization.Grants, g => g == "authorization_code");
    }

    [Fact]
    public async Task ABrowserThatComesBackWithoutACode_IsNobody()
    {
        var visits = 0;
        var code = new AuthorizationCode("refused", [], (address, cancellation) =>
        {
            visits++;
            _ = VisitAsync(new Uri($"{QueryHelpers.ParseQuery(address.Query)["redirect_uri"]}?error=access_denied"), cancellation);
            return Task.CompletedTask;
        });
        await ProblemAsync(code, "nobody was signed in: the authorization server refused");
        await ProblemAsync(new AuthorizationCode(null, [], (_, _) => throw new NobodyThereException()), "somebody has to sign in with a browser, and nobody is there");
        Assert.Equal(1, visits);
    }

    private async Task ProblemAsync(ServerAuthorization how, string why)
    {
        var (connection, problem) = await OpenAsync(how);
        Assert.Null(connection);
        Assert.Equal(("MCI6130", $"There is no access token for the server of local: {why}."), (problem!.Id, problem.Message));
        Assert.DoesNotContain("hush", problem.Message + problem.Remedy, StringComparison.Ordinal);
    }

    private Task<(IProviderConnection? Connection, Schemas.Diagnostics.Diagnostic? Problem)> OpenAsync(ServerAuthorization how) =>
        McpConnection.AtAsync("local", resource, new McpConnectionOptions { Authorization = how }, TestContext.Current.CancellationToken);

    private async Task UseAsync(ServerAuthorization how, Func<IProviderConnection, Task> use)
    {
        var (connection, problem) = await OpenAsync(how);
        Assert.Null(problem);
        await using (connection) await use(connection!);
    }

    private static Task<Envelope<ListData>> ListAsync(IProviderConnection connection) => connection.ListAsync(new ListArguments("local:file"), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private static async Task VisitAsync(Uri address, CancellationToken cancellation)
    {
        using var browser = new HttpClient();
        Assert.Contains("can be closed", await browser.GetStringAsync(address, cancellation), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string? token)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, resource)
        {
            Content = new StringContent("""{ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } } }"""),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
