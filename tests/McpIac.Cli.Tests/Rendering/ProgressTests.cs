using System.Text.RegularExpressions;
using McpIac.Cli.Rendering;
using McpIac.Engine.Events;
using McpIac.Plans.Planning;

namespace McpIac.Cli.Tests.Rendering;

public sealed class ProgressTests
{
    private static StepEvent Event(string name, StepPhase phase, StepAction action = StepAction.Create, double seconds = 0, string? message = null) =>
        new($"shop/t/{name}", name, "aws:ec2:instance", "aws", action, phase, TimeSpan.FromSeconds(seconds), message) { At = DateTimeOffset.UnixEpoch };

    [Fact]
    public void PlainProgress_IsALineAnEvent()
    {
        var output = new StringWriter();
        var progress = new PlainProgress(new Screen(output, TextWriter.Null, TextReader.Null, colour: false, errorColour: false, isLive: false, canAsk: false));
        progress.Report(Event("app-1", StepPhase.Started));
        progress.Report(Event("app-1", StepPhase.Succeeded, seconds: 0.42));
        progress.Report(Event("app-2", StepPhase.Started, StepAction.Delete));
        progress.Report(Event("app-2", StepPhase.Failed, StepAction.Delete, 1, "still \e[1min use"));
        progress.Report(Event("app-1", StepPhase.RollingBack));
        progress.Report(Event("app-1", StepPhase.RolledBack, seconds: 0.1));
        Assert.Equal("""
            aws:ec2:instance app-1: creating…
            aws:ec2:instance app-1: created (0.4s)
            aws:ec2:instance app-2: deleting…
            aws:ec2:instance app-2: failed (1.0s) still \u001b[1min use
            aws:ec2:instance app-1: taking back…
            aws:ec2:instance app-1: taken back (0.1s)

            """, output.ToString());
    }

    [Fact]
    public void Replacement_TellsItsTwoHalvesApart()
    {
        var words = new StepWords();
        string[] lines = [.. new[] { StepPhase.Started, StepPhase.Succeeded, StepPhase.Started, StepPhase.Succeeded }
            .Select(p => words.Of(Event("a", p, StepAction.Replace, 2)).ToString().Replace("aws:ec2:instance ", "", StringComparison.Ordinal))];
        Assert.Equal(["a: replacing…", "a: first half of the replacement done (2.0s)", "a: finishing the replacement…", "a: replaced (2.0s)"], lines);
    }

    [Fact]
    public void LiveProgress_ShowsWhatRunsWithItsTime()
    {
        var time = new ManualTime();
        var progress = new LiveProgress(3, time);
        progress.Report(Event("a", StepPhase.Started));
        progress.Report(Event("a", StepPhase.Succeeded, seconds: 1));
        progress.Report(Event("b", StepPhase.Started));
        time.Seconds = 7.25;
        Assert.Equal("⠋ aws:ec2:instance b: creating… 7.3s\n  1 of 3 done", Plans.Text(progress.Frame()));
    }

    [Fact]
    public void LiveProgress_WithManyRunning_StaysOnTheScreen()
    {
        var progress = new LiveProgress(40, new ManualTime());
        for (var i = 0; i < 40; i++) progress.Report(Event($"r{i}", StepPhase.Started));
        Assert.Equal(12, progress.Frame().Count());
        Assert.Contains("… 30 more", Plans.Text(progress.Frame()), StringComparison.Ordinal);
    }

    [Fact]
    public void LiveProgress_MarksWhatHoldsTheRunUp_AndCountsTheEstimateDown()
    {
        var time = new ManualTime();
        var progress = new LiveProgress(3, time);
        progress.Report(Event("a", StepPhase.Started));
        progress.Report(Event("b", StepPhase.Started) with { IsCritical = true, Left = TimeSpan.FromSeconds(130) });
        progress.Report(Event("a", StepPhase.Progress, message: "waiting for an \e[1maddress"));
        progress.Report(Event("b", StepPhase.Progress, message: "creating"));
        time.Seconds = 12;
        Assert.Equal("""
            ⠋ aws:ec2:instance b: creating… 12.0s critical path
            ⠋ aws:ec2:instance a: creating… 12.0s waiting for an \u001b[1maddress
              0 of 3 done, about 2m00s left
            """, Plans.Text(progress.Frame()));
        time.Seconds = 100;
        Assert.EndsWith("about 30s left", Plans.Text(progress.Frame()), StringComparison.Ordinal);
        time.Seconds = 500;
        Assert.EndsWith("a few seconds left", Plans.Text(progress.Frame()), StringComparison.Ordinal);
        progress.Report(Event("a", StepPhase.Retrying, seconds: 3, message: "busy (throttled)"));
        Assert.Equal(3, progress.Frame().Count());
    }

    [Fact]
    public async Task LiveProgress_LeavesNothingOfTheDisplay_BesideWhatHasEnded()
    {
        var terminal = new Terminal("creating…");
        var screen = new Screen(terminal, TextWriter.Null, TextReader.Null, colour: false, errorColour: false, isLive: true, canAsk: false);
        await LiveProgress.RunAsync(screen, 1, async progress =>
        {
            progress.Report(Event("application", StepPhase.Started));
            await terminal.Shown;
            progress.Report(Event("application", StepPhase.Failed));
            return 0;
        });

        string[] lines = [.. Regex.Replace(terminal.ToString(), "\e\\[[0-9;?]*[A-Za-z]", "").Split('\r', '\n')];
        Assert.True(lines.First(l => l.Contains("failed", StringComparison.Ordinal)).Length >= lines.First(l => l.Contains("creating…", StringComparison.Ordinal)).Length);
    }

    /// <summary>Keeps what is written, and says when a text was.</summary>
    private sealed class Terminal(string awaited) : StringWriter
    {
        private readonly TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Shown => shown.Task;

        public override void Flush()
        {
            if (ToString().Contains(awaited, StringComparison.Ordinal)) shown.TrySetResult();
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        public double Seconds { get; set; }
        public override long TimestampFrequency => 1000;
        public override long GetTimestamp() => (long)(Seconds * 1000);
    }
}
