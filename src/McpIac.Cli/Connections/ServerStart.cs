using McpIac.Cli.Secrets;
using McpIac.Compiler.Settings;
using McpIac.Engine.Connections;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Connections;

/// <summary>How a provider's server is started.</summary>
/// <param name="IsOfSettings">True when <c>mciacc.yaml</c> has the command; a snapshot needn't remember it then, and environments don't rewrite it.</param>
internal sealed record ServerStart(IReadOnlyList<string> Command, McpConnectionOptions Options, bool IsOfSettings)
{
    /// <param name="remembered">The command of its snapshot, or of a command line.</param>
    /// <param name="root">Where that runs. A command of the settings runs in their folder, so that a relative path in it means the same file whatever program is run.</param>
    /// <param name="here">The settings of the environment.</param>
    public static ServerStart Of(string provider, IReadOnlyList<string> remembered, string? root, ProjectSettings settings, SettingsPart here)
    {
        var own = here.Providers.GetValueOrDefault(provider) ?? ProviderSettings.Empty;
        if (own.Type is { } type && type != provider) own = (here.Providers.GetValueOrDefault(type) ?? ProviderSettings.Empty).With(own);
        var options = new McpConnectionOptions(WorkingDirectory: own.Command.Count > 0 ? settings.Folder ?? root : root,
            Limits: new ProviderLimits(MaxConcurrency: own.MaxConcurrency, RequestsPerSecond: own.RequestsPerSecond));
        return new ServerStart(own.Command.Count > 0 ? own.Command : remembered, options, own.Command.Count > 0) { Variables = own.Environment };
    }

    /// <summary>The same with its variables, for which secrets are read.</summary>
    public async Task<(ServerStart? Start, Diagnostic? Problem)> FilledAsync(ProjectSecrets? secrets, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, variable) in Variables)
        {
            var (value, problem) = variable.Secret && secrets is not null ? await secrets.FindAsync(variable.Value, cancellation) : (variable.Value, null);
            if (value is null) return (null, problem);
            environment[name] = value;
        }

        return (this with { Options = Options with { Environment = environment } }, null);
    }

    private IReadOnlyDictionary<string, VariableSetting> Variables { get; init; } = new Dictionary<string, VariableSetting>();
}
