using Docker.DotNet.Models;
using McpIac.Providers.Docker.Connections;
using McpIac.Providers.Handlers;

namespace McpIac.Providers.Docker.Containers;

/// <summary>Waits until a container is what it is to be: running, healthy where there is a way to find out, or done.</summary>
internal sealed class Readiness(DockerServer server, TimeProvider time)
{
    private const int LogLines = 5, MostRestarts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // A program that can't work ends at once; one that is still there after this is said to run.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    /// <summary>The container as it is then, and why it isn't ready; null when it is.</summary>
    public async Task<(ContainerInspectResponse There, string? Problem)> WaitAsync(string id, ContainerProperties asked, OperationContext context)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var there = await server.AskAsync(c => c.Containers.InspectContainerAsync(id, context.Cancellation), context.Cancellation);
            var waited = time.GetElapsedTime(began);
            if (IsReady(there, asked, waited)) return (there, null);
            if (await ProblemAsync(there, asked, context) is { } problem) return (there, problem);
            if (waited > TimeSpan.FromSeconds(asked.ReadyTimeout)) return (there, $"It isn't {Wanted(there, asked)} after {asked.ReadyTimeout} s, but {State(there)}{await LogAsync(there, context)}");
            await Task.Delay(Pause, time, context.Cancellation);
        }
    }

    private static bool IsReady(ContainerInspectResponse there, ContainerProperties asked, TimeSpan waited)
    {
        if (asked.Job && there.State is { Status: "exited", ExitCode: 0 }) return true;
        if (!asked.Running) return !ContainerReading.IsRunning(there);
        return !asked.Job && ContainerReading.IsRunning(there) && there.State.Status == "running" && (HasHealth(there) ? there.State.Health.Status == "healthy" : waited >= Settling);
    }

    // What won't get better by waiting.
    private async Task<string?> ProblemAsync(ContainerInspectResponse there, ContainerProperties asked, OperationContext context) => there.State.Status switch
    {
        "exited" or "dead" when asked.Running => $"It ended with exit code {there.State.ExitCode}{await LogAsync(there, context)}",
        "restarting" or "running" when there.RestartCount >= MostRestarts => $"It ends again and again, with exit code {there.State.ExitCode}{await LogAsync(there, context)}",
        "running" when HasHealth(there) && there.State.Health.Status == "unhealthy" =>
            $"It is unhealthy: {there.State.Health.Log?.LastOrDefault()?.Output?.Trim() ?? "its check says nothing"}{await LogAsync(there, context)}",
        _ => null,
    };

    private async Task<string> LogAsync(ContainerInspectResponse there, OperationContext context)
    {
        try
        {
            using var stream = await server.AskAsync(c => c.Containers.GetContainerLogsAsync(there.ID, there.Config.Tty,
                new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = $"{LogLines}" }, context.Cancellation), context.Cancellation);
            var (output, errors) = await stream.ReadOutputToEndAsync(context.Cancellation);
            var lines = $"{output}\n{errors}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(LogLines).ToArray();
            return lines.Length == 0 ? "" : ": " + string.Join(" | ", lines);
        }
        catch (ProviderException)
        {
            return ""; // a logging driver that can't be read
        }
    }

    private static bool HasHealth(ContainerInspectResponse there) => there.State.Health?.Status is { Length: > 0 } and not "none";

    private static string Wanted(ContainerInspectResponse there, ContainerProperties asked) => asked.Job ? "done" : !asked.Running ? "stopped" : HasHealth(there) ? "healthy" : "running";

    private static string State(ContainerInspectResponse there) => HasHealth(there) ? there.State.Health.Status : there.State.Status;
}
