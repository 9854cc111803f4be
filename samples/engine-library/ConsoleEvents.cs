using McpIac.Engine.Events;

/// <summary>Events as lines, in their order: <see cref="Progress{T}"/> would hand them to the thread pool, which keeps none.</summary>
internal sealed class ConsoleEvents : IProgress<RunEvent>
{
    public void Report(RunEvent value) => Console.WriteLine(value switch
    {
        RunBegan began => $"{began.Kind} of {began.Deployment}: {began.Steps} to do",
        StepEvent step => $"{step.Elapsed.TotalSeconds,5:0.0} s  {step.Action} {step.Name}: {step.Phase} {step.Message}".TrimEnd(),
        RunFinished finished => $"{finished.Outcome} after {finished.Elapsed.TotalSeconds:0.0} s",
        _ => $"{value}",
    });
}
