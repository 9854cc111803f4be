using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Tools;

/// <summary>A call that outlasts its request. Who knows its id may ask about it, so the id can't be guessed.</summary>
internal sealed class CallTask
{
    public const string Working = "working";

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5), Soonest = TimeSpan.FromMilliseconds(50), Latest = TimeSpan.FromSeconds(2);

    private readonly Task<CallToolResult> call;
    private readonly CancellationTokenSource cancelling;
    private readonly TimeProvider time;
    private readonly DateTimeOffset created;
    private DateTimeOffset? ended;

    /// <param name="cancelling">Cancels the call.</param>
    public CallTask(Task<CallToolResult> call, CancellationTokenSource cancelling, TimeProvider time)
    {
        (this.cancelling, this.time, created) = (cancelling, time, time.GetUtcNow());
        this.call = EndAsync(call);
    }

    public string Id { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Its result was kept for as long as was said.</summary>
    public bool IsOver => Ended is { } end && time.GetUtcNow() > end + Kept;

    /// <summary>A request: what was begun ends as it ends, and the result says how.</summary>
    public void Cancel() => _ = cancelling.CancelAsync();

    public CreatedTask Created() => new()
    {
        ResultType = "task", TaskId = Id, CreatedAt = Text(created), TtlMs = Milliseconds(Kept), PollIntervalMs = Milliseconds(PollInterval(created)),
    };

    /// <summary>What <c>tasks/get</c> answers.</summary>
    public JsonObject Describe()
    {
        var (now, status) = (Ended ?? time.GetUtcNow(), Status());
        var task = new JsonObject
        {
            ["resultType"] = "complete", ["taskId"] = Id, ["status"] = status, ["createdAt"] = Text(created), ["lastUpdatedAt"] = Text(Ended ?? created),
            ["ttlMs"] = Milliseconds(now - created + Kept), ["pollIntervalMs"] = Milliseconds(PollInterval(now)),
        };
        if (status == "completed") task["result"] = JsonSerializer.SerializeToNode(call.Result, McpJsonUtilities.DefaultOptions);
        if (status == "failed") task["error"] = new JsonObject { ["code"] = (int)McpErrorCode.InternalError, ["message"] = "The call failed unexpectedly." };
        return task;
    }

    private DateTimeOffset? Ended
    {
        get { lock (cancelling) return ended; }
    }

    // When it ended is known before it is known that it did.
    private async Task<CallToolResult> EndAsync(Task<CallToolResult> running)
    {
        try
        {
            return await running;
        }
        finally
        {
            lock (cancelling) ended = time.GetUtcNow();
        }
    }

    private string Status() => !call.IsCompleted ? Working : call.IsCompletedSuccessfully ? "completed" : call.IsCanceled ? "cancelled" : "failed";

    // So that waiting adds a tenth to what takes long, and those who ask are few.
    private TimeSpan PollInterval(DateTimeOffset now) => TimeSpan.FromTicks(Math.Clamp((now - created).Ticks / 10, Soonest.Ticks, Latest.Ticks));

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
