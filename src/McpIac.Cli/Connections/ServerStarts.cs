using McpIac.Cli.CommandLine;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Connections;

/// <summary>How servers are started by commands that are about providers, not about a program.</summary>
/// <param name="root">Where a remembered command runs: the folder that holds <c>schemas/</c>, as it will later, so that a relative path in it means the same file then.</param>
/// <param name="secrets">For servers' variables.</param>
internal sealed class ServerStarts(string? root, ProjectSettings settings, SettingsPart here, ProjectSecrets secrets)
{
    public ProjectSecrets Secrets => secrets;

    /// <param name="snapshots">The folder of snapshots.</param>
    /// <returns>Null when the settings have errors.</returns>
    public static (ServerStarts? Starts, IReadOnlyList<Diagnostic> Problems) Load(Session session, string snapshots)
    {
        var (settings, problems) = SettingsFile.Load(Directory.GetCurrentDirectory());
        var environment = session.Parsed.GetValue(Options.Environment);
        if (environment is not null && !settings.Environments.ContainsKey(environment)) problems = [.. problems, SettingsProblems.NoSuchEnvironment(environment, settings)];
        return (problems.Any(p => p.Severity == Severity.Error) ? null : new(Path.GetDirectoryName(snapshots), settings, settings.In(environment),
            new ProjectSecrets(session, Directory.GetCurrentDirectory(), settings, environment, SecretUse.Read)), problems);
    }

    public ServerStart Of(Snapshot? snapshot) => Of(snapshot?.Provider ?? "", RememberedStart.Of(snapshot));

    public ServerStart Of(string provider, RememberedStart remembered) => ServerStart.Of(provider, remembered, root, settings, here);
}
