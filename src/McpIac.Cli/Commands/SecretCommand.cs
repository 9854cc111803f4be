using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc secret</c>: the project's secrets, kept encrypted in <c>mciacc.secrets.json</c> or taken from elsewhere.</summary>
internal static class SecretCommand
{
    public static Argument<string> Name { get; } = new("name") { Description = "The secret's name" };

    public static Command Create() => new("secret", "Keep and look up the secrets of a project")
    {
        SecretSetCommand.Create(), SecretGetCommand.Create(), SecretListCommand.Create(), SecretRemoveCommand.Create(), SecretRotateCommand.Create(),
    };

    /// <summary>The settings of the current folder, the environment of the command line (empty for none) and what is wrong with either, or with the name.</summary>
    public static (ProjectSettings Settings, string Environment, IReadOnlyList<Diagnostic> Problems) Begin(Session session, string? name = null)
    {
        var (settings, problems) = SettingsFile.Load(Directory.GetCurrentDirectory());
        var environment = session.Parsed.GetValue(Options.Environment);
        if (environment is not null && !settings.Environments.ContainsKey(environment)) problems = [.. problems, SettingsProblems.NoSuchEnvironment(environment, settings)];
        if (name is not null && !External.IsSecretName(name)) problems = [.. problems, SecretProblems.NoName(name)];
        return (settings, environment ?? "", problems);
    }

    /// <summary>The file of encrypted secrets that the current folder uses.</summary>
    public static Vault VaultOf(Session session, ProjectSettings settings) => Vault.Of(session, Directory.GetCurrentDirectory(), settings);
}
