namespace McpIac.Engine.Events;

/// <summary>
/// Something that happens in a run, told while it happens: first <see cref="RunBegan"/>, then a <see cref="StepEvent"/> for each thing that happens to a step, last <see cref="RunFinished"/>.
/// They are told one at a time and in their order, from any thread; who listens must not throw, and holds the run up for as long as it takes. Nothing secret is in them.
/// </summary>
public abstract record RunEvent
{
    public required DateTimeOffset At { get; init; }
}
