using System.Collections.Concurrent;
using System.Diagnostics;
using McpIac.Engine.Telemetry;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Telemetry;

public sealed class RunTraceTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly Harness harness = new();
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ActivityListener listener;
    private readonly Activity test;

    public RunTraceTests()
    {
        // Other tests run beside this one: theirs are other traces.
        test = new Activity("test").Start();
        listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == EngineTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => { if (span.TraceId == test.TraceId) spans.Enqueue(span); },
        };
        ActivitySource.AddActivityListener(listener);
    }

    [Fact]
    public async Task ARun_IsASpan_AndEachStepOneInIt()
    {
        await harness.ApplyAsync(Program());
        var run = spans.Single(s => s.DisplayName == "apply shop");
        Assert.Equal((test.SpanId, "succeeded", ActivityStatusCode.Ok), (run.ParentSpanId, run.GetTagItem("mciacc.outcome"), run.Status));
        Assert.Equal(["create aws:rds:db", "create aws:vpc:vpc"], spans.Where(s => s.ParentSpanId == run.SpanId).Select(s => s.DisplayName).Order(StringComparer.Ordinal));
        Assert.Equal(spans.First(s => s.GetTagItem("mciacc.urn") is "shop/aws:vpc:vpc/network").GetTagItem("mciacc.provider"), "aws");
        Assert.Same(test, Activity.Current);
    }

    [Fact]
    public async Task AFailure_IsTheSpansStatus_AndRetriesAreEvents_AndRollbacksSpans()
    {
        var tries = 0;
        harness.World.Fault = c => c.Name != "db" ? null : ++tries == 1 ? new WireError(ErrorCodes.Throttled, "busy") : new WireError(ErrorCodes.Denied, $"not with {Password}");
        await harness.ApplyAsync(Program());
        var failed = spans.Single(s => s.DisplayName == "create aws:rds:db");
        Assert.Equal((ActivityStatusCode.Error, "retry"), (failed.Status, string.Join(' ', failed.Events.Select(e => e.Name))));
        Assert.Contains("denied", failed.StatusDescription, StringComparison.Ordinal);
        Assert.Single(spans, s => s.DisplayName == "take back create aws:vpc:vpc");
        Assert.Equal("rolledBack", spans.Single(s => s.DisplayName == "apply shop").GetTagItem("mciacc.outcome"));
        AssertNoSecret();
    }

    [Fact]
    public async Task NoValue_IsInASpan()
    {
        await harness.ApplyAsync(Program());
        AssertNoSecret();
    }

    public void Dispose()
    {
        listener.Dispose();
        test.Stop();
    }

    private void AssertNoSecret() => Assert.DoesNotContain(spans.SelectMany(s => s.TagObjects.Select(t => $"{t.Key}={t.Value}").Append(s.DisplayName).Append(s.StatusDescription)),
        text => text?.Contains(Password, StringComparison.Ordinal) == true || text?.Contains("10.0.0.0", StringComparison.Ordinal) == true);

    private static TestProgram Program()
    {
        var program = new TestProgram();
        var network = program.Add("aws:vpc:vpc", "network", ("cidrBlock", V("10.0.0.0/16")));
        program.Add("aws:rds:db", "db", [network.Urn], ("password", V(Password)));
        return program;
    }
}
