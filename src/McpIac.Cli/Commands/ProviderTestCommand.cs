using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Conformance;
using McpIac.Conformance.Examples;
using McpIac.Conformance.Reports;
using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc provider test</c>: the checks of the provider standard against a server, and the level that it reaches.</summary>
internal static class ProviderTestCommand
{
    private static readonly Argument<string[]> ServerCommand = new("command") { Description = "After --, the server's command and its arguments", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> Url = new("--url") { Description = "Where a server is reached by HTTP that isn't started: https://mcp.example.com/mcp", HelpName = "URL" };
    private static readonly Option<string?> Bearer = new("--bearer") { Description = "The environment variable that holds the token to reach it with", HelpName = "variable" };
    private static readonly Option<int?> Level = new("--level")
    {
        Description = "The level that it has to reach, 0 to 4 (default: the one that it claims)", HelpName = "level",
        Validators = { r => { if (r.Tokens is [{ Value: var text }] && int.TryParse(text, out var level) && level is < 0 or > 4) r.AddError($"--level is 0 to 4, and {level} isn't."); } },
    };

    private static readonly Option<string?> Examples = new("--examples") { Description = "A YAML or JSON file with properties that work, by type", HelpName = "file" };
    private static readonly Option<string?> Only = new("--only") { Description = "Checks, or families of them, that are run; comma-separated", HelpName = "checks" };
    private static readonly Option<string> Format = Options.OneOf("--format", "As what the report is written: a table, a document, or JUnit's XML", "text", "json", "junit");
    private static readonly Option<string?> Out = new("--out") { Description = "A file for the report, beside what is printed", HelpName = "file" };
    private static readonly Option<int> Timeout = new("--timeout")
    {
        Description = "Seconds that one call may take", DefaultValueFactory = _ => 120, HelpName = "seconds", Validators = { r => Options.AtLeastOne(r) },
    };

    private static readonly Option<bool> All = new("--all") { Description = "Show what passed and what was exempt too, and what failed above the level" };

    public static Command Create()
    {
        var command = new Command("test", "Check a server against the provider standard: what it makes, it removes") { ServerCommand, Url, Bearer, Options.Inherit, Level, Examples, Only, Timeout, Format, Out, All };
        SignInOptions.AddTo(command);
        command.SetAction(Session.Action("provider test", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (command, address) = (session.Parsed.GetValue(ServerCommand) ?? [], session.Parsed.GetValue(Url));
        var url = Snapshot.UrlOf(address);
        if (address is not null && url is null) return session.End(ExitCodes.Usage, CliProblems.Usage($"'{address}' isn't an address of http or https.", "Write it whole: https://mcp.example.com/mcp."));
        if ((url is null) == (command.Length == 0)) return session.End(ExitCodes.Usage, CliProblems.Usage("A server is started by a command or reached at a url.", "Give its command after --, or its --url."));
        var (examples, problems) = ReadExamples(session.Parsed.GetValue(Examples));
        if (problems.Count > 0) return session.End(ExitCodes.Invalid, problems);
        var (token, missing) = Token(session.Parsed.GetValue(Bearer));
        if (missing is not null) return session.End(ExitCodes.Usage, missing);
        var (authorization, unclear) = SignInOptions.Read(session, url, token is null ? null : Bearer.Name);
        if (unclear is not null) return session.End(ExitCodes.Usage, unclear);

        var only = session.Parsed.GetValue(Only)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (only?.FirstOrDefault(o => !ProviderConformance.Checks.Any(c => c == o || c.StartsWith(o + ".", StringComparison.Ordinal))) is { } unknown)
            return session.End(ExitCodes.Usage, CliProblems.Usage($"There is no check '{unknown}', and no family of that name.", "docs/providers/conformance.md lists them."));
        var options = new ConformanceOptions(examples, only, TimeSpan.FromSeconds(session.Parsed.GetValue(Timeout)));
        var connection = new McpConnectionOptions { Inherit = session.Parsed.GetValue(Options.Inherit) ?? [], Headers = token is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" }, Authorization = authorization };
        if (!session.Json && IsText(session)) session.Screen.Note(new Line(new Piece(url is null ? $"Starting {command[0]}…" : $"Asking {url.Host}…", Ink.Faint)));
        var (report, problem) = url is null ? await ProviderConformance.RunAsync(command, connection, options, session.Cancellation)
            : await ProviderConformance.RunAsync(url, connection, options, session.Cancellation);
        return report is null ? session.End(ExitCodes.Invalid, problem is null ? [] : [problem]) : await EndAsync(session, report);
    }

    private static async Task<int> EndAsync(Session session, ConformanceReport report)
    {
        var wanted = session.Parsed.GetValue(Level);
        var document = ConformanceDocument.Of(report, wanted);
        var text = session.Parsed.GetValue(Format) switch { "json" => DatumWriter.Write(document, sortKeys: false, indent: true) + "\n", "junit" => JUnitReport.Write(report), _ => null };
        var file = session.Parsed.GetValue(Out);
        if (file is not null) await File.WriteAllTextAsync(file, text ?? string.Concat(ConformanceView.Of(report, wanted, all: true).Select(l => l + "\n")), session.Cancellation);
        if (text is not null && file is null && !session.Json) session.Screen.ShowRaw(text);
        else session.Show(ConformanceView.Of(report, wanted, session.Parsed.GetValue(All)));
        foreach (var (name, value) in document.Members) session.Add(name, value);
        return session.End(report.Reaches(wanted) ? ExitCodes.Success : ExitCodes.Invalid, Problems(report, wanted));
    }

    private static IEnumerable<Diagnostic> Problems(ConformanceReport report, int? wanted)
    {
        var name = report.Provider.Length > 0 ? report.Provider : report.Server;
        if (report.Left.Count > 0) yield return CliProblems.LeftBehind(name, report.Left);
        if ((wanted ?? report.Claimed) is not { } level) yield return CliProblems.NoLevel(name);
        else if (report.Level < level) yield return CliProblems.LevelNotReached(name, report.Level, level, wanted is not null);
    }

    private static bool IsText(Session session) => session.Parsed.GetValue(Format) == "text" || session.Parsed.GetValue(Out) is not null;

    private static (IReadOnlyDictionary<string, TypeExamples>? Examples, IReadOnlyList<Diagnostic> Problems) ReadExamples(string? file)
    {
        if (file is null) return (null, []);
        var (read, problems) = SettingsFile.Parameters(Path.GetFullPath(file));
        return problems.Count > 0 ? (null, problems) : ExamplesReader.Read(Datum.MapOf(read.Select(r => KeyValuePair.Create(r.Key, r.Value.Value ?? Datum.Of(r.Value.Text ?? "")))));
    }

    private static (string? Token, Diagnostic? Problem) Token(string? variable)
    {
        if (variable is null) return (null, null);
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } token ? (token, null)
            : (null, CliProblems.Usage($"The environment variable {variable} isn't set.", "It holds the token that --bearer sends."));
    }
}
