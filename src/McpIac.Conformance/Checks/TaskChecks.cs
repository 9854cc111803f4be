using System.Globalization;
using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using ModelContextProtocol;

namespace McpIac.Conformance.Checks;

/// <summary>Calls that are answered by tasks of MCP's extension.</summary>
internal static class TaskChecks
{
    private const int Several = 5;
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromMinutes(2);

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfServer("tasks.announced", "N3", 4, "Who claims tasks announces MCP's extension", c =>
        {
            Claimed(c);
            Demand.That(c.Bench.Peer.HasTasks, $"{Wire.TasksKey} isn't announced, or not with a version of the protocol that has it");
        }),
        Check.OfServer("tasks.result", "N4", 4, "A task ends as completed, with the result of its call", async c =>
        {
            Claimed(c);
            var (changes, answer, task) = await CallAsync(c, "result");
            if (task is not null) answer = await EndedAsync(c, task, "completed");
            Demand.That(answer is { Succeeded: true } && answer.Results.All(r => r["outcome"]?.AsText() == "applied"), $"a call that may become a task: {answer}");
            Keys(answer, changes);
        }),
        Check.OfServer("tasks.cancel", "N5", 4, "A task that was cancelled still says what became of each change", async c =>
        {
            Claimed(c);
            var (changes, _, task) = await CallAsync(c, "cancelled");
            if (task is null) throw Demand.Exempt("the call was answered before it became a task");
            var reply = await c.Bench.AskTaskAsync("tasks/cancel", Id(task), c.Cancellation);
            Demand.That(reply.Result is not null, $"cancelling a task: {reply.Problem}");
            var answer = await EndedAsync(c, task, "completed", "cancelled");
            if (answer is not null) Keys(answer, changes);
            else foreach (var change in changes) Demand.Error(await c.Bench.GetAsync(new GetArguments(Key: change.Key), c.Cancellation), "asking for a change of a task that ended as cancelled", ErrorCodes.NotFound);
        }),
        Check.OfServer("tasks.unknown", "N6", 4, "A task that there isn't is refused as invalid parameters", async c =>
        {
            Claimed(c);
            var reply = await c.Bench.AskTaskAsync("tasks/get", NotFound.Task, c.Cancellation);
            Demand.That(reply.ErrorCode == (int)McpErrorCode.InvalidParams, $"asking for a task that there isn't was answered {reply.ErrorCode?.ToString(CultureInfo.InvariantCulture) ?? reply.Problem ?? "as if there were one"}");
        }),
    ];

    private static void Claimed(CheckContext context)
    {
        if (context.Bench.Subject.Extension?["features"]?.Items.Contains(Datum.Of("tasks")) != true) throw Demand.Exempt("tasks aren't among the features");
    }

    private static async Task<(IReadOnlyList<WireChange> Changes, Answer? Answer, Datum? Task)> CallAsync(CheckContext context, string part)
    {
        var (type, deployment, changes) = (context.Workhorse, context.Bench.Deployment("task" + part), new List<WireChange>());
        for (var i = 0; i < Several; i++)
        {
            var name = $"task{part}{i}";
            changes.Add(new WireChange(context.Bench.Token(), "create", type.Token, name, Bench.Urn(deployment, type, name), Properties: await context.Maker.PropertiesAsync(type, context.Cancellation)));
        }

        var arguments = Json.Of(new ApplyArguments(deployment, Changes: changes, Options: new ApplyOptions(Parallelism: 1)));
        var (answer, task) = await context.Bench.CallAsTaskAsync("applyDeployment", arguments, context.Cancellation);
        if (task is not null) Form(task);
        return (changes, answer, task);
    }

    /// <summary>The answer of the call, when its task has ended as one of these; null when it has none.</summary>
    private static async Task<Answer?> EndedAsync(CheckContext context, Datum task, params string[] ends)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        limit.CancelAfter(context.Bench.Options.CallTimeout ?? DefaultPatience);
        try
        {
            while (task["status"]?.AsText() == "working")
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(task["pollIntervalMs"]?.AsDouble() ?? 1000, 10, 10_000)), limit.Token);
                var reply = await context.Bench.AskTaskAsync("tasks/get", Id(task), limit.Token);
                task = reply.Result ?? throw new CheckFailure($"asking for a task: {reply.Problem}");
                Form(task);
            }
        }
        catch (OperationCanceledException) when (!context.Cancellation.IsCancellationRequested)
        {
            throw new CheckFailure("a task didn't end in time");
        }

        Demand.That(ends.Contains(task["status"]?.AsText()), $"a task ended as {Demand.Shown(task["status"])}");
        return task["status"]?.AsText() == "completed" ? context.Bench.Heard(new Answer("applyDeployment", Datum.EmptyMap, task["result"], null)) : null;
    }

    private static void Form(Datum task)
    {
        Demand.That(Id(task).Length > 0, "a task has no taskId");
        Demand.That(task["ttlMs"] is { } ttl && (ttl.IsNull || ttl.AsInteger() > 0), $"the ttlMs of a task is {Demand.Shown(task["ttlMs"])}");
        Demand.That(task["pollIntervalMs"] is null || task["pollIntervalMs"]?.AsInteger() > 0, $"the pollIntervalMs of a task is {Demand.Shown(task["pollIntervalMs"])}");
    }

    private static void Keys(Answer answer, IReadOnlyList<WireChange> changes) =>
        Demand.That(answer.Results.Select(r => r["key"]?.AsText()).SequenceEqual(changes.Select(c => c.Key)), $"{answer.Results.Count} results of {changes.Count} changes, or not in their order");

    private static string Id(Datum task) => task["taskId"]?.AsText() ?? "";
}
