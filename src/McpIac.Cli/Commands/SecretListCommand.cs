using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Secrets;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc secret list</c>: which secrets there are, and where each comes from. Opens none, and needs no key.</summary>
internal static class SecretListCommand
{
    public static Command Create()
    {
        var command = new Command("list", "List the project's secrets and where each comes from; needs no key");
        command.SetAction(Session.Action("secret list", session => Task.FromResult(Run(session))));
        return command;
    }

    private static int Run(Session session)
    {
        var (settings, environment, problems) = SecretCommand.Begin(session);
        session.Report(problems);
        if (problems.Any(p => p.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        var (file, problem) = SecretCommand.VaultOf(session, settings).Load();
        if (problem is not null) return session.End(ExitCodes.Invalid, problem);
        Entry[] entries = [.. Entries(settings, file).Where(e => environment.Length == 0 || e.Environment.Length == 0 || e.Environment == environment)];
        if (entries.Length == 0) session.Show(new Line("There are no secrets. 'mciacc secret set NAME' keeps one."));
        var width = entries.Select(e => e.Shown.Length).DefaultIfEmpty(0).Max();
        session.Show(entries.Select(e => new Line(new Piece(e.Shown.PadRight(width), Ink.Strong), "  ", e.Source)));
        session.Add("secrets", Datum.ListOf(entries.Select(e => Datum.MapOf(
        [
            new("name", Datum.Of(e.Name)),
            .. e.Environment.Length > 0 ? [new("environment", Datum.Of(e.Environment))] : Array.Empty<KeyValuePair<string, Datum>>(),
            new("source", Datum.Of(e.Source)),
        ]))));
        return session.End(ExitCodes.Success);
    }

    private static IEnumerable<Entry> Entries(ProjectSettings settings, SecretFile? file) => settings.Environments.Prepend(new("", settings.Common))
        .SelectMany(e => e.Value.Secrets.Select(s => new Entry(e.Key, s.Key, SecretSource.Describe(s.Value))))
        .Concat((file?.Names ?? []).Select(n => new Entry(n.Environment, n.Name, $"encrypted in {SecretFile.FileName}")))
        .OrderBy(e => e.Environment, StringComparer.Ordinal).ThenBy(e => e.Name, StringComparer.Ordinal);

    private sealed record Entry(string Environment, string Name, string Source)
    {
        public string Shown => Environment.Length == 0 ? Name : $"{Name} ({Environment})";
    }
}
