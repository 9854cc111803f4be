using System.Text.Json;
using System.Text.Json.Nodes;
using McpIac.Providers.Servers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Tests.Servers;

/// <summary>MCP's tasks extension, by its messages.</summary>
public sealed class TaskTests
{
    private static readonly ProviderOptions Always = new("test", "1.0", Log: _ => { }) { TaskAfter = TimeSpan.Zero };
    private static readonly ProviderOptions Never = Always with { TaskAfter = TimeSpan.FromHours(1) };
    private static readonly Reality Nowhere = new();

    [Fact]
    public async Task LongCall_IsATask_AndItsResultIsTheCalls()
    {
        var (begun, release) = (Source(), Source());
        await using var session = await Session.StartAsync(Blocking(begun, release.Task), options: Always);
        var noted = Source();
        await using var heard = session.Client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, (_, _) =>
        {
            noted.TrySetResult();
            return ValueTask.CompletedTask;
        });
        var task = await CallAsync(session, Create("a"));
        Assert.Equal(("task", "working"), (Text(task, "resultType"), Text(task, "status")));
        Assert.True((long)task["ttlMs"]! > (long)task["pollIntervalMs"]!);
        await begun.Task;
        await noted.Task;
        var working = await AskAsync(session, "tasks/get", Text(task, "taskId"));
        Assert.Equal(("complete", "working", Text(task, "createdAt")), (Text(working, "resultType"), Text(working, "status"), Text(working, "createdAt")));
        Assert.Equal("complete", Text(await AskAsync(session, "tasks/update", Text(task, "taskId")), "resultType"));
        release.SetResult();
        var ended = await EndedAsync(session, task);
        Assert.Equal("completed", Text(ended, "status"));
        Assert.Equal("applied", Assert.Single(Results(ended["result"]!)).Outcome);
        Assert.Equal(ended["result"]!.ToJsonString(), (await AskAsync(session, "tasks/get", Text(task, "taskId")))["result"]!.ToJsonString());
    }

    [Fact]
    public async Task ShortCall_AndThatOfAClientThatTakesNoTasks_AreAnsweredWhenTheyAreDone()
    {
        await using (var patient = await Session.StartAsync(new ItemHandler(new Reality()), options: Never))
        {
            Assert.Equal("applied", Assert.Single(Results(await CallAsync(patient, Create("a")))).Outcome);
        }

        await using var session = await Session.StartAsync(new ItemHandler(new Reality()), options: Always);
        Assert.Equal("applied", (await session.ApplyOneAsync(Create("b"))).Outcome);
        var refused = await Assert.ThrowsAnyAsync<McpProtocolException>(() => session.Client.SendRequestAsync(new JsonRpcRequest { Method = "tasks/get", Params = new JsonObject { ["taskId"] = "t" } }, TestContext.Current.CancellationToken));
        Assert.Equal(McpErrorCode.MissingRequiredClientCapability, refused.ErrorCode);
    }

    [Fact]
    public async Task CancelledTask_StillSaysWhatHappenedToEachChange()
    {
        var begun = Source();
        await using var session = await Session.StartAsync(Blocking(begun, Source().Task), options: Always);
        var task = await CallAsync(session, Create("a"), Create("b"));
        await begun.Task;
        Assert.Equal("complete", Text(await AskAsync(session, "tasks/cancel", Text(task, "taskId")), "resultType"));
        var ended = await EndedAsync(session, task);
        Assert.Equal("completed", Text(ended, "status"));
        Assert.Equal(["unknown", "skipped"], Results(ended["result"]!).Select(r => r.Outcome));
    }

    [Fact]
    public async Task CallThatIsCancelled_BeforeItIsATask_CancelsItsChanges()
    {
        var (begun, stopped) = (Source(), Source());
        await using var session = await Session.StartAsync(Blocking(begun, Source().Task, stopped), options: Never);
        using var cancelling = new CancellationTokenSource();
        var call = CallAsync(session, cancelling.Token, Create("a"));
        await begun.Task;
        Session.Cancel(cancelling);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await stopped.Task;
    }

    [Fact]
    public async Task TaskThatIsOver_OrNeverWas_IsUnknown()
    {
        var time = new ManualTime();
        await using var session = await Session.StartAsync(new ItemHandler(new Reality()), options: Always with { Time = time });
        var task = await CallAsync(session, Create("a"));
        var ended = await EndedAsync(session, task);
        time.Advance(TimeSpan.FromMilliseconds((long)ended["ttlMs"]!));
        Assert.Equal("completed", Text(await AskAsync(session, "tasks/get", Text(task, "taskId")), "status"));
        time.Advance(TimeSpan.FromMilliseconds(1));
        foreach (var id in new[] { Text(task, "taskId"), "nothing", null })
        {
            foreach (var method in new[] { "tasks/get", "tasks/cancel", "tasks/update" })
            {
                Assert.Equal(McpErrorCode.InvalidParams, (await Assert.ThrowsAnyAsync<McpProtocolException>(() => AskAsync(session, method, id))).ErrorCode);
            }
        }
    }

    [Fact]
    public async Task MoreTasksThanAreKept_AreAnsweredWhenTheyAreDone()
    {
        await using var session = await Session.StartAsync(new ItemHandler(new Reality()), options: Always);
        for (var i = 0; i < 128; i++) Assert.Equal("task", Text(await CallAsync(session, Create($"n{i}")), "resultType"));
        Assert.Equal("applied", Assert.Single(Results(await CallAsync(session, Create("more")))).Outcome);
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static ItemHandler Blocking(TaskCompletionSource begun, Task release, TaskCompletionSource? stopped = null) => new(Nowhere)
    {
        OnCreate = async (_, context) =>
        {
            context.Progress.Report("creating");
            begun.TrySetResult();
            try
            {
                await release.WaitAsync(context.Cancellation);
            }
            finally
            {
                stopped?.TrySetResult();
            }
        },
    };

    private static WireChange Create(string name) => Session.Create(name, Session.Map(("size", 1)));

    private static Task<JsonObject> CallAsync(Session session, params WireChange[] changes) => CallAsync(session, TestContext.Current.CancellationToken, changes);

    private static Task<JsonObject> CallAsync(Session session, CancellationToken cancellation, params WireChange[] changes) => session.AskAsync("tools/call", new JsonObject
    {
        ["name"] = "applyDeployment",
        ["arguments"] = JsonSerializer.SerializeToNode(new ApplyArguments("d", Changes: changes, Options: new ApplyOptions(Parallelism: 1)), Wire.Options),
        ["_meta"] = new JsonObject { ["progressToken"] = "p" },
    }, cancellation);

    private static Task<JsonObject> AskAsync(Session session, string method, string? id) =>
        session.AskAsync(method, id is null ? [] : new JsonObject { ["taskId"] = id }, TestContext.Current.CancellationToken);

    private static async Task<JsonObject> EndedAsync(Session session, JsonObject task)
    {
        while (true)
        {
            var told = await AskAsync(session, "tasks/get", Text(task, "taskId"));
            if (Text(told, "status") != "working") return told;
        }
    }

    private static IReadOnlyList<WireChangeResult> Results(JsonNode result) => result["structuredContent"].Deserialize<Envelope<ApplyData>>(Wire.Options)!.Data!.Results;

    private static string? Text(JsonObject of, string name) => (string?)of[name];
}
