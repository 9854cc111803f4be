using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Compiler.Externals;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Cli.Sessions;

/// <summary>One run of one command: where it says things, and in which form. With <c>--json</c> all of it becomes one document at the end.</summary>
internal sealed class Session
{
    private readonly List<Diagnostic> diagnostics = [];
    private readonly List<KeyValuePair<string, Datum>> data = [];
    private readonly SourceLines sources = new();
    private readonly List<IAsyncDisposable> owned = [];

    public Session(string command, ParseResult parsed, Screen screen, CancellationToken cancellation) =>
        (Command, Parsed, Screen, Cancellation) = (command, parsed, screen, cancellation);

    public string Command { get; }
    public ParseResult Parsed { get; }
    public Screen Screen { get; }
    public CancellationToken Cancellation { get; }

    /// <summary>Keys of files of secrets that were unlocked in this run, by path, so that nobody is asked twice. Locked while it is used.</summary>
    public Dictionary<string, byte[]> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>The files that the program consumed, to see whether one was changed since.</summary>
    public AssetSource? Assets { get; set; }

    /// <summary>A document goes to standard output at the end, and nothing else anywhere.</summary>
    public bool Json => Form is ReportForm.Json or ReportForm.Sarif;

    private ReportForm Form => Parsed.GetValue(Options.Json) ? ReportForm.Json
        : Enum.TryParse<ReportForm>(Parsed.GetValue(Options.Format), ignoreCase: true, out var form) ? form : ReportForm.Text;

    /// <summary>An action for a command: the body with a session around it, and the last net under it.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Action(string command, Func<Session, Task<int>> body) => async (parsed, cancellation) =>
    {
        var screen = Screen.OfConsole();
        using var interrupts = new Interrupts(screen, cancellation);
        using var telemetry = Telemetry.Start(Environment.GetEnvironmentVariable);
        return await new Session(command, parsed, screen, interrupts.Token).RunAsync(body);
    };

    public async Task<int> RunAsync(Func<Session, Task<int>> body)
    {
        try
        {
            return await body(this);
        }
        catch (OperationCanceledException)
        {
            return End(ExitCodes.Cancelled, CliProblems.Interrupted());
        }
        catch (JournalException e)
        {
            return End(ExitCodes.ApplyFailed, e.Problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return End(ExitCodes.Invalid, CliProblems.Inaccessible(e.Message));
        }
        catch (Exception bug)
        {
            // Nothing a user writes should get here, so it is reported as what it is, without a stack trace on the screen.
            if (Environment.GetEnvironmentVariable("MCIACC_TRACE") == "1") Screen.Note(bug.ToString().Split('\n').Select(l => new Line(l)));
            return End(ExitCodes.Bug, CliProblems.Bug(bug));
        }
        finally
        {
            foreach (var ends in owned) await ends.DisposeAsync();
        }
    }

    /// <summary>Hands over what ends with the session.</summary>
    public T Owns<T>(T owned)
        where T : IAsyncDisposable
    {
        this.owned.Add(owned);
        return owned;
    }

    /// <summary>Shows lines; nothing with <c>--json</c>.</summary>
    public void Show(params IEnumerable<Line> lines)
    {
        if (!Json) Screen.Show(lines);
    }

    /// <summary>Adds a member to the document of <c>--json</c>.</summary>
    public void Add(string name, Datum value) => data.Add(new(name, value));

    /// <summary>The same of what takes time to write, and isn't where nobody sees it.</summary>
    public void Add(string name, Func<Datum> value)
    {
        if (Json) Add(name, value());
    }

    public void Report(params IEnumerable<Diagnostic> found)
    {
        Diagnostic[] all = [.. found];
        diagnostics.AddRange(all);
        if (!Json && all.Length > 0) Screen.Note(all.SelectMany(d => DiagnosticView.Of(d, sources.Read)));
    }

    /// <summary>Lines that no file has, for diagnostics that are about them; later ones may be added to the list.</summary>
    public void AddSource(string name, IReadOnlyList<string> lines) => sources.Add(name, lines);

    /// <summary>How many errors and warnings there were so far, as a last line.</summary>
    public void ReportCount()
    {
        if (!Json && DiagnosticView.Count(diagnostics) is { } count) Screen.Note(new Line($"{count}."));
    }

    /// <summary>The command's end: its last diagnostics, its document, its exit code.</summary>
    public int End(int exitCode, params IEnumerable<Diagnostic> last)
    {
        Report(last);
        switch (Form)
        {
            case ReportForm.Json: Screen.ShowRaw(JsonReport.Write(Command, exitCode, diagnostics, data)); break;
            case ReportForm.Sarif: Screen.ShowRaw(SarifReport.Write(diagnostics)); break;
            case ReportForm.GitHub: Screen.ShowRaw(GitHubAnnotations.Write(diagnostics)); break;
        }

        return exitCode;
    }
}
