using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Secrets;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc secret rotate</c>: encrypts all secrets anew, under a new passphrase or a new key.</summary>
internal static class SecretRotateCommand
{
    public static Command Create()
    {
        var command = new Command("rotate", "Encrypt all secrets anew, under a new passphrase or, with a key file, a new key");
        command.SetAction(Session.Action("secret rotate", session => Task.FromResult(Run(session))));
        return command;
    }

    private static int Run(Session session)
    {
        var (settings, _, problems) = SecretCommand.Begin(session);
        session.Report(problems);
        if (problems.Any(p => p.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        var vault = SecretCommand.VaultOf(session, settings);
        var (file, problem) = vault.Load();
        if (problem is null && file is null) problem = SecretProblems.Refused($"There is no {SecretFile.FileName} here.", "'mciacc secret set NAME' makes one.");
        if (file is null || problem is not null) return session.End(ExitCodes.Invalid, problem is null ? [] : [problem]);
        if (vault.Rotate(file) is { } failure) return session.End(ExitCodes.Invalid, failure);
        var count = file.Names.Count();
        session.Show(new Line($"Encrypted {ActionWords.Count(count, "secret")} anew."));
        session.Add("secrets", Datum.Of((long)count));
        return session.End(ExitCodes.Success);
    }
}
