using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc secret get</c>: prints a secret; the only command that ever does.</summary>
internal static class SecretGetCommand
{
    public static Command Create()
    {
        var command = new Command("get", "Print a secret, and nothing else") { SecretCommand.Name };
        command.SetAction(Session.Action("secret get", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var name = session.Parsed.GetValue(SecretCommand.Name) ?? "";
        var (settings, environment, problems) = SecretCommand.Begin(session, name);
        session.Report(problems);
        if (problems.Any(p => p.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        var secrets = new ProjectSecrets(session, Directory.GetCurrentDirectory(), settings, environment.Length > 0 ? environment : null, SecretUse.Read);
        var (value, problem) = await secrets.FindAsync(name, session.Cancellation);
        if (value is null) return session.End(ExitCodes.Invalid, problem is null ? [] : [problem]);
        if (!session.Json) session.Screen.ShowRaw(value + "\n");
        session.Add("name", Datum.Of(name));
        session.Add("value", Datum.Of(value));
        return session.End(ExitCodes.Success);
    }
}
