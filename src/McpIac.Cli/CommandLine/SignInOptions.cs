using System.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Sessions;
using McpIac.Engine.Authorization;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.CommandLine;

/// <summary>How access tokens are got for a server that no settings speak of: what <c>auth</c> is in <c>mciacc.yaml</c>. A secret is in a variable of the environment, and never on the command line.</summary>
internal static class SignInOptions
{
    private const string Program = "clientCredentials", Person = "authorizationCode";

    private static readonly Option<string?> Auth = Kinds();
    private static readonly Option<string?> ClientId = new("--client-id") { Description = "The client that signs in", HelpName = "id" };
    private static readonly Option<string?> ClientSecret = new("--client-secret") { Description = "The environment variable that holds the client's secret", HelpName = "variable" };
    private static readonly Option<string[]> Scopes = new("--scope") { Description = "What tokens are asked to allow, instead of what the server says that it wants; may be given several times", HelpName = "scope" };
    private static readonly Option<string?> TokenUrl = new("--token-url") { Description = "Where tokens are got; without it the server is asked", HelpName = "URL" };

    public static void AddTo(Command command)
    {
        foreach (var option in new Option[] { Auth, ClientId, ClientSecret, Scopes, TokenUrl }) command.Options.Add(option);
    }

    /// <summary>Null without them. What is wrong with them is a usage problem.</summary>
    /// <param name="url">Of the server; null for one that is started.</param>
    /// <param name="other">An option by which another token is sent, when it was given.</param>
    public static (ServerAuthorization? Authorization, Diagnostic? Problem) Read(Session session, Uri? url, string? other)
    {
        var (kind, client, variable) = (session.Parsed.GetValue(Auth), session.Parsed.GetValue(ClientId), session.Parsed.GetValue(ClientSecret));
        Option[] given = [.. new Option[] { Auth, ClientId, ClientSecret, Scopes, TokenUrl }.Where(o => session.Parsed.GetResult(o) is { Implicit: false })];
        if (given.Length == 0) return (null, null);
        if (kind is null) return (null, CliProblems.Usage($"{given[0].Name} is for a server that wants access tokens.", $"Say how they are got: --auth {Program}, or --auth {Person}."));
        if (url is null) return (null, CliProblems.Usage("--auth is for a server that is reached by HTTP.", "Give its --url."));
        if (other is not null) return (null, CliProblems.Usage($"Either {other} has the token, or --auth says how one is got.", "Give one of them."));
        string[] scopes = [.. session.Parsed.GetValue(Scopes) ?? []];
        if (kind == Person)
        {
            return given.FirstOrDefault(o => o == ClientSecret || o == TokenUrl) is { } foreign
                ? (null, CliProblems.Usage($"{foreign.Name} is for --auth {Program}: a person signs in with a browser.", "Leave it out.")) : (new AuthorizationCode(client, scopes, SignIn.By(session)), null);
        }

        var token = Snapshot.UrlOf(session.Parsed.GetValue(TokenUrl));
        if (session.Parsed.GetValue(TokenUrl) is { } address && token is not ({ Scheme: "https" } or { IsLoopback: true })) return (null, CliProblems.Usage($"Tokens aren't got at '{address}'.", "A secret is sent there: write an address of https, or of this machine."));
        if (client is null || variable is null) return (null, CliProblems.Usage($"--auth {Program} needs --client-id and --client-secret.", "A program signs in as itself; --client-secret names the environment variable with its secret."));
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret ? (new ClientCredentials(client, secret, scopes, token), null)
            : (null, CliProblems.Usage("The environment variable that --client-secret names isn't set.", "It holds the client's secret."));
    }

    private static Option<string?> Kinds()
    {
        var option = new Option<string?>("--auth") { Description = "How access tokens of OAuth are got to reach it with: a program or a person signs in", HelpName = $"{Program}|{Person}" };
        option.AcceptOnlyFromAmong(Program, Person);
        return option;
    }
}
