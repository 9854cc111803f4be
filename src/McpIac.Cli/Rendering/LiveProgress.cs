using McpIac.Dsl.Deployments;
using McpIac.Engine.Execution;
using Spectre.Console.Rendering;
using Spectre.Console;

namespace McpIac.Cli.Rendering;

/// <summary>Progress on a terminal: what has ended scrolls by above, what runs stays below with its time. The only place that needs Spectre.</summary>
internal sealed class LiveProgress : IProgress<StepEvent>
{
    private const int Shown = 10;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(125);
    private static readonly string[] Spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly StepWords words = new();
    private readonly Dictionary<string, (StepEvent Event, long Since)> running = new(StringComparer.Ordinal);
    private readonly List<Line> ended = [];
    private readonly int total;
    private int finished, frame;

    /// <param name="total">How many steps the plan has.</param>
    public LiveProgress(int total, TimeProvider time) => (this.total, this.time) = (total, time);

    /// <summary>Runs the work with the display below it.</summary>
    public static async Task<T> RunAsync<T>(Screen screen, int total, Func<IProgress<StepEvent>, Task<T>> work)
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

    public void Report(StepEvent value)
    {
        lock (gate)
        {
            if (value.Phase is StepPhase.Started or StepPhase.RollingBack)
            {
                running[value.Urn] = (value, time.GetTimestamp());
                return;
            }

            running.Remove(value.Urn);
            finished += value.Phase == StepPhase.Succeeded ? 1 : 0;
            ended.Add(words.Of(value));
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
        foreach (var (step, since) in running.Values.OrderBy(r => r.Since).Take(Shown))
        {
            yield return new Line(new Piece($"{spinner} ", Ink.Accent), new Piece($"{step.Type} ", Ink.Accent), new Piece($"{Urns.Local(step.Urn)}: ", Ink.Strong),
                $"{words.Running(step)}… ", new Piece(ResultView.Elapsed(time.GetElapsedTime(since)), Ink.Faint));
        }

        if (running.Count > Shown) yield return new Line(new Piece($"  … {running.Count - Shown} more", Ink.Faint));
        yield return new Line(new Piece($"  {finished} of {total} done", Ink.Faint));
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
