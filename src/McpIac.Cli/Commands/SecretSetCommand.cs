using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Secrets;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc secret set</c>: a secret from standard input or by chance, never from an argument, which others of the machine can see.</summary>
internal static class SecretSetCommand
{
    private static readonly Option<int?> Generate = new("--generate")
    {
        Description = $"Make it by chance, of so many characters ({GeneratedSecret.UsualLength} unless told)", HelpName = "length", Arity = ArgumentArity.ZeroOrOne,
        Validators =
        {
            r =>
            {
                if (r.Tokens is [{ Value: var text }] && int.TryParse(text, out var length) && length is < GeneratedSecret.ShortestLength or > GeneratedSecret.LongestLength)
                    r.AddError($"--generate takes {GeneratedSecret.ShortestLength} to {GeneratedSecret.LongestLength} characters.");
            },
        },
    };

    public static Command Create()
    {
        var command = new Command("set", "Keep a secret, read from standard input or made by chance") { SecretCommand.Name, Generate };
        command.SetAction(Session.Action("secret set", session => Task.FromResult(Run(session))));
        return command;
    }

    private static int Run(Session session)
    {
        var name = session.Parsed.GetValue(SecretCommand.Name) ?? "";
        var (settings, environment, problems) = SecretCommand.Begin(session, name);
        session.Report(problems);
        if (problems.Any(p => p.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        if (settings.In(environment).Secrets.TryGetValue(name, out var source)) return session.End(ExitCodes.Invalid, SecretProblems.HasSource(name, SecretSource.Describe(source)));
        var value = Value(session, name);
        if (value.Length == 0) return session.End(ExitCodes.Invalid, SecretProblems.Refused("An empty text is no secret.", $"Write it to standard input: printf %s \"$VALUE\" | mciacc secret set {name}."));
        if (SecretCommand.VaultOf(session, settings).Set(environment, name, value) is { } problem) return session.End(ExitCodes.Invalid, problem);
        session.Show(new Line($"Kept {name}", environment.Length > 0 ? $" for {environment}." : "."));
        session.Add("name", Datum.Of(name));
        return session.End(ExitCodes.Success);
    }

    private static string Value(Session session, string name)
    {
        if (session.Parsed.GetResult(Generate) is { Implicit: false }) return GeneratedSecret.Of(session.Parsed.GetValue(Generate) ?? GeneratedSecret.UsualLength);
        return Passphrase.CanAsk(session) ? Passphrase.Hidden(session, $"{name}: ") : SecretSource.Trimmed(session.Screen.Input.ReadToEnd());
    }
}
