using McpIac.Engine.Events;

namespace McpIac.Cli.Rendering;

/// <summary>Progress as plain lines, for logs and pipes: one when a step starts, one when it ends.</summary>
internal sealed class PlainProgress(Screen screen) : IProgress<RunEvent>
{
    private readonly StepWords words = new();

    public void Report(RunEvent value)
    {
        if (value is StepEvent { Phase: not StepPhase.Progress } step) screen.Show(words.Of(step));
    }
}
