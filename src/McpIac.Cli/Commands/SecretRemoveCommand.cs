using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc secret remove</c>: takes a secret out of the file. The repository's history still has it, encrypted.</summary>
internal static class SecretRemoveCommand
{
    public static Command Create()
    {
        var command = new Command("remove", "Take a secret out of the file of encrypted ones; needs no key") { SecretCommand.Name };
        command.SetAction(Session.Action("secret remove", session => Task.FromResult(Run(session))));
        return command;
    }

    private static int Run(Session session)
    {
        var name = session.Parsed.GetValue(SecretCommand.Name) ?? "";
        var (settings, environment, problems) = SecretCommand.Begin(session);
        session.Report(problems);
        if (problems.Any(p => p.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        var vault = SecretCommand.VaultOf(session, settings);
        var (file, problem) = vault.Load();
        if (problem is not null) return session.End(ExitCodes.Invalid, problem);
        if (file?.Has(environment, name) != true)
            return session.End(ExitCodes.Invalid, SecretProblems.NoSuch(name, (file?.Names ?? []).Where(n => n.Environment == environment).Select(n => n.Name)));
        vault.Remove(file, environment, name);
        session.Show(new Line($"Removed {name}."));
        session.Add("name", Datum.Of(name));
        return session.End(ExitCodes.Success);
    }
}
