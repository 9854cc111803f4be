using McpIac.Engine.Execution;

namespace McpIac.Cli.Rendering;

/// <summary>Progress as plain lines, for logs and pipes: one when a step starts, one when it ends.</summary>
internal sealed class PlainProgress(Screen screen) : IProgress<StepEvent>
{
    private readonly StepWords words = new();

    public void Report(StepEvent value) => screen.Show(words.Of(value));
}
