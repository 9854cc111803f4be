using McpIac.Cli.Secrets;
using McpIac.Compiler.Settings;
using McpIac.Engine.Authorization;
using McpIac.Engine.Connections;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Connections;

/// <summary>How a provider's server is started, or where it is reached by HTTP.</summary>
/// <param name="Command">Empty for one that has a url, or of which nothing is known.</param>
/// <param name="IsOfSettings">True when <c>mciacc.yaml</c> says it; a snapshot needn't remember it then, and environments don't rewrite it.</param>
internal sealed record ServerStart(IReadOnlyList<string> Command, Uri? Url, McpConnectionOptions Options, bool IsOfSettings)
{
    /// <param name="remembered">What its snapshot or a command line has; where a command of it runs is <paramref name="root"/>.</param>
    /// <param name="root">A command of the settings runs in their folder instead, so that a relative path in it means the same file whatever program is run.</param>
    /// <param name="here">The settings of the environment.</param>
    public static ServerStart Of(string provider, RememberedStart remembered, string? root, ProjectSettings settings, SettingsPart here)
    {
        var own = here.Providers.GetValueOrDefault(provider) ?? ProviderSettings.Empty;
        if (own.Type is { } type && type != provider) own = (here.Providers.GetValueOrDefault(type) ?? ProviderSettings.Empty).With(own);
        var isOfSettings = own.Command.Count > 0 || own.Url is not null;
        var options = new McpConnectionOptions(WorkingDirectory: isOfSettings ? settings.Folder ?? root : root,
            Limits: new ProviderLimits(MaxConcurrency: own.MaxConcurrency, RequestsPerSecond: own.RequestsPerSecond))
        { Inherit = [.. remembered.Inherit.Union(own.Inherit)] };
        var (command, url) = isOfSettings ? (own.Command, own.Url) : (remembered.Command, remembered.Url);
        return new ServerStart(command, url, options, isOfSettings) { Remembered = remembered, Version = own.Version, Variables = own.Environment, Headers = own.Headers, Auth = own.Auth };
    }

    /// <summary>What its snapshot or a command line has, whatever the settings say.</summary>
    public RememberedStart Remembered { get; private init; } = RememberedStart.None;

    /// <summary>Something says how it is started or reached.</summary>
    public bool IsKnown => Command.Count > 0 || Url is not null;

    /// <summary>The same with its variables, or its headers and how tokens are got, for which secrets are read.</summary>
    public async Task<(ServerStart? Start, Diagnostic? Problem)> FilledAsync(ProjectSecrets? secrets, CancellationToken cancellation)
    {
        var (environment, missing) = await FillAsync(Url is null ? Variables : new Dictionary<string, VariableSetting>(), secrets, cancellation);
        if (environment is null) return (null, missing);
        var (headers, none) = await FillAsync(Url is null ? new Dictionary<string, VariableSetting>() : Headers, secrets, cancellation);
        if (headers is null) return (null, none);
        var (authorization, nobody) = Url is null || Auth is null ? (null, null) : await SignInAsync(Auth, secrets, cancellation);
        return nobody is not null ? (null, nobody) : (this with { Options = Options with { Environment = environment, Headers = headers, Authorization = authorization } }, null);
    }

    private static async Task<(ServerAuthorization? Authorization, Diagnostic? Problem)> SignInAsync(AuthSetting auth, ProjectSecrets? secrets, CancellationToken cancellation)
    {
        if (auth.ClientSecret is null) return (new AuthorizationCode(auth.ClientId, auth.Scopes, SignIn.By(secrets?.Session)), null);
        var (secret, problem) = secrets is null ? (null, null) : await secrets.FindAsync(auth.ClientSecret, cancellation);
        return problem is not null ? (null, problem) : (new ClientCredentials(auth.ClientId ?? "", secret ?? "", auth.Scopes, auth.TokenUrl), null);
    }

    /// <summary>Connects; MCI1280 when its version isn't one of those that are asked for.</summary>
    public async Task<(IProviderConnection? Connection, Diagnostic? Problem)> OpenAsync(string provider, CancellationToken cancellation)
    {
        var (connection, problem) = await (Url is null ? McpConnection.StartAsync(provider, Command, Options, cancellation) : McpConnection.AtAsync(provider, Url, Options, cancellation));
        if (connection is not McpConnection live || Problem(provider, live.ServerVersion) is not { } other) return (connection, problem);
        await connection.DisposeAsync();
        return (null, other);
    }

    /// <summary>What the server offers; MCI1280 as <see cref="OpenAsync"/>.</summary>
    public async Task<(Snapshot? Snapshot, Diagnostic? Problem)> PullAsync(string provider, CancellationToken cancellation)
    {
        var (snapshot, problem) = await (Url is null ? SnapshotPuller.PullAsync(provider, Command, Options, cancellation) : SnapshotPuller.PullAsync(provider, Url, Options, cancellation));
        return snapshot is not null && Problem(provider, snapshot.Version) is { } other ? (null, other) : (snapshot, problem);
    }

    private Diagnostic? Problem(string provider, string version) =>
        Version is { } asked && asked.Has(version) is not true and var has ? SettingsProblems.OtherVersion(provider, $"The server of {provider}", version, asked, has) : null;

    private VersionConstraint? Version { get; init; }

    private IReadOnlyDictionary<string, VariableSetting> Variables { get; init; } = new Dictionary<string, VariableSetting>();

    private IReadOnlyDictionary<string, VariableSetting> Headers { get; init; } = new Dictionary<string, VariableSetting>();

    private AuthSetting? Auth { get; init; }

    private static async Task<(Dictionary<string, string>? Filled, Diagnostic? Problem)> FillAsync(
        IReadOnlyDictionary<string, VariableSetting> variables, ProjectSecrets? secrets, CancellationToken cancellation)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, variable) in variables)
        {
            var (value, problem) = variable.Secret && secrets is not null ? await secrets.FindAsync(variable.Value, cancellation) : (variable.Value, null);
            if (value is null) return (null, problem);
            filled[name] = value;
        }

        return (filled, null);
    }
}
