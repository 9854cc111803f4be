using McpIac.Compiler.Settings;
using McpIac.Engine.Connections;

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
        var options = new McpConnectionOptions(WorkingDirectory: own.Command.Count > 0 ? settings.Folder ?? root : root, Environment: own.Environment);
        return new ServerStart(own.Command.Count > 0 ? own.Command : remembered, options, own.Command.Count > 0);
    }
}
