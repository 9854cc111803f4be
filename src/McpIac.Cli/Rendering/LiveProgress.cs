using McpIac.Dsl.Deployments;
using McpIac.Engine.Events;
using Spectre.Console.Rendering;
using Spectre.Console;

namespace McpIac.Cli.Rendering;

/// <summary>Progress on a terminal: what has ended scrolls by above, what runs stays below with its time. The only place that needs Spectre.</summary>
internal sealed class LiveProgress : IProgress<RunEvent>
{
    private const int Shown = 10;

    // What a provider says that adds nothing to the line.
    private static readonly string[] Plain = ["creating", "updating", "deleting", "recording"];
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(125);
    private static readonly string[] Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly StepWords words = new();
    private readonly Dictionary<string, Running> running = new(StringComparer.Ordinal);
    private readonly List<Line> ended = [];
    private readonly int total;
    private int finished, frame;
    private TimeSpan? left;
    private long leftAt;

    private sealed class Running(StepEvent step, long since)
    {
        public StepEvent Step => step;
        public long Since => since;

        /// <summary>What the provider says it is at.</summary>
        public string? Note { get; set; }
    }

    /// <param name="total">How many steps the plan has.</param>
    public LiveProgress(int total, TimeProvider time) => (this.total, this.time) = (total, time);

    /// <summary>Runs the work with the display below it.</summary>
    public static async Task<T> RunAsync<T>(Screen screen, int total, Func<IProgress<RunEvent>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(screen.Output),
            Ansi = AnsiSupport.Yes,
            ColorSystem = screen.Colour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });
        if (!Console.IsOutputRedirected && Console.WindowWidth > 0) console.Profile.Width = Console.WindowWidth;
        var progress = new LiveProgress(total, TimeProvider.System);
        return await console.Live(new Text("")).AutoClear(true).StartAsync(async context =>
        {
            var done = work(progress);
            while (!done.IsCompleted)
            {
                progress.Draw(console, context, screen);
                await Task.WhenAny(done, Task.Delay(Tick));
            }

            progress.Draw(console, context, screen);
            return await done;
        });
    }

    public void Report(RunEvent value)
    {
        if (value is not StepEvent step) return;
        lock (gate)
        {
            if (step.Left is { } about) (left, leftAt) = (about, time.GetTimestamp());
            switch (step.Phase)
            {
                case StepPhase.Started or StepPhase.RollingBack: running[step.Urn] = new Running(step, time.GetTimestamp()); return;
                case StepPhase.Progress:
                    if (running.TryGetValue(step.Urn, out var noted)) noted.Note = step.Message;
                    return;
                case StepPhase.Retrying: ended.Add(words.Of(step)); return;
            }

            running.Remove(step.Urn);
            finished += step.Phase == StepPhase.Succeeded ? 1 : 0;
            ended.Add(words.Of(step));
        }
    }

    private void Draw(IAnsiConsole console, LiveDisplayContext context, Screen screen)
    {
        Line[] above, below;
        lock (gate)
        {
            above = [.. ended];
            ended.Clear();
            below = [.. Frame()];
        }

        // As wide as the screen, so that nothing is left of the display that stood where they are written.
        if (above.Length > 0) console.Write(new Rows(above.Select(l => Align.Left(Render(l)))));
        context.UpdateTarget(new Rows(below.Select(Render)));
        context.Refresh();
        screen.Output.Flush();
    }

    /// <summary>What the display shows now; never more than a screen's part, however many steps run.</summary>
    internal IEnumerable<Line> Frame()
    {
        var spinner = Spinner[frame++ % Spinner.Length];

        // What holds the run up stands first, and is marked where something else runs that doesn't.
        var mixed = running.Values.Any(r => r.Step.IsCritical) && running.Values.Any(r => !r.Step.IsCritical);
        foreach (var item in running.Values.OrderBy(r => mixed && r.Step.IsCritical ? 0 : 1).ThenBy(r => r.Since).Take(Shown))
        {
            yield return new Line(
            [
                new Piece($"{spinner} ", Ink.Accent), new Piece($"{item.Step.Type} ", Ink.Accent), new Piece($"{Urns.Local(item.Step.Urn)}: ", Ink.Strong),
                $"{words.Running(item.Step)}… ", new Piece(ResultView.Elapsed(time.GetElapsedTime(item.Since)), Ink.Faint),
                .. item.Note is { } note && !Plain.Contains(note) ? [new Piece($" {note}", Ink.Faint)] : Array.Empty<Piece>(),
                .. mixed && item.Step.IsCritical ? [new Piece(" critical path", Ink.Warn)] : Array.Empty<Piece>(),
            ]);
        }

        if (running.Count > Shown) yield return new Line(new Piece($"  … {running.Count - Shown} more", Ink.Faint));
        yield return new Line(new Piece($"  {finished} of {total} done{(finished < total ? Left() : "")}", Ink.Faint));
    }

    // Counted down since it was estimated, and no more precise than an estimate is.
    private string Left()
    {
        if (left is not { } estimate) return "";
        var seconds = Math.Max(0, (estimate - time.GetElapsedTime(leftAt)).TotalSeconds);
        var step = seconds switch { < 60 => 5, < 600 => 10, _ => 60 };
        var rounded = TimeSpan.FromSeconds(Math.Ceiling(seconds / step) * step);
        return seconds < 5 ? ", a few seconds left" : $", about {(rounded.TotalSeconds < 60 ? $"{rounded.TotalSeconds:0}s" : ResultView.Elapsed(rounded))} left";
    }

    private static IRenderable Render(Line line)
    {
        var paragraph = new Paragraph { Overflow = Overflow.Ellipsis };
        foreach (var piece in line.Pieces) paragraph.Append(piece.Text, Look(piece.Ink));
        return paragraph;
    }

    private static Style Look(Ink ink) => ink switch
    {
        Ink.Strong => new Style(decoration: Decoration.Bold),
        Ink.Faint => new Style(decoration: Decoration.Dim),
        Ink.Good => new Style(Color.Green),
        Ink.Change or Ink.Warn => new Style(Color.Olive),
        Ink.Replace => new Style(Color.Purple),
        Ink.Bad => new Style(Color.Maroon, decoration: Decoration.Bold),
        Ink.Accent => new Style(Color.Teal),
        _ => Style.Plain,
    };
}
