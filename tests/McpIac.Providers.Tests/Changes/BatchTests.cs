using McpIac.Providers.Handlers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Changes;

public sealed class BatchTests
{
    private readonly Reality reality = new();

    [Fact]
    public async Task FailureInABatch_SkipsWhatIsNotBegun_AndEachChangeHasAResult()
    {
        var handler = new ItemHandler(reality)
        {
            OnCreate = (_, context) => context.Name == "b" ? throw new ProviderException(ErrorCodes.Denied, "No.") : Task.CompletedTask,
        };
        await using var session = await StartAsync(handler);
        WireChange[] changes = [.. "abcd".Select(n => Create(n.ToString(), Map(("size", 1))))];
        var answer = await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", Changes: changes, Options: new ApplyOptions(Parallelism: 1)));
        Assert.Equal(["applied", "failed", "skipped", "skipped"], answer.Data!.Results.Select(r => r.Outcome));
        Assert.Equal(changes.Select(c => c.Key), answer.Data.Results.Select(r => r.Key));
        Assert.False(answer.Success);
        Assert.Equal("denied", answer.Error!.Code);

        var retried = await session.CallAsync<ApplyData>("applyDeployment",
            new ApplyArguments("d", Changes: changes, Options: new ApplyOptions(Parallelism: 1, ContinueOnError: true)));
        Assert.Equal(["applied", "failed", "applied", "applied"], retried.Data!.Results.Select(r => r.Outcome));
        Assert.Equal(3, reality.Count);
    }

    [Fact]
    public async Task Parallelism_LetsAsManyRunAtOnceAsItSays_AndNoMore()
    {
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var three = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new ItemHandler(reality)
        {
            OnCreate = async (_, _) =>
            {
                var running = Interlocked.Increment(ref now);
                lock (gate) most = Math.Max(most, running);
                if (running == 3) three.TrySetResult();
                await gate.Task;
                Interlocked.Decrement(ref now);
            },
        };
        await using var session = await StartAsync(handler);
        var call = session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d",
            Changes: [.. Enumerable.Range(0, 9).Select(i => Create($"n{i}", Map(("size", 1))))], Options: new ApplyOptions(Parallelism: 3)));
        await three.Task;
        gate.SetResult();
        Assert.True((await call).Success);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task TwoCreatesOfOneUrn_MakeOneObject()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => session.ApplyOneAsync(Create("a", Map(("size", 1))))));
        Assert.Single(results, r => r.Outcome == "applied");
        Assert.All(results.Where(r => r.Outcome != "applied"), r => Assert.Equal("alreadyExists", r.Error!.Code));
        Assert.Equal(1, reality.Count);
    }

    [Theory]
    [InlineData("""{"key":"","action":"create","type":"test:thing:item","name":"a","urn":"u","properties":{}}""")]
    [InlineData("""{"key":"k","action":"mend","type":"test:thing:item","name":"a","urn":"u","properties":{}}""")]
    [InlineData("""{"key":"k","action":"create","type":"no:such:type","name":"a","urn":"u","properties":{}}""")]
    [InlineData("""{"key":"k","action":"update","type":"test:thing:item","name":"a","urn":"u","properties":{}}""")]
    [InlineData("""{"key":"k","action":"create","type":"test:thing:item","name":"a","urn":"u"}""")]
    [InlineData("""{"key":"k","action":"create","type":"test:thing:item","name":"a","urn":"u","properties":{"size":1},"deadline":"soon"}""")]
    [InlineData("""{"key":"k"}""")]
    [InlineData("""{}""")]
    public async Task MalformedChange_IsInvalid(string change)
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var element = System.Text.Json.JsonDocument.Parse($$"""{"changes":[{{change}}]}""").RootElement;
        var answer = await session.CallAsync<ApplyData>("applyDeployment", element);
        Assert.Equal("invalid", Assert.Single(answer.Data!.Results).Error!.Code);
    }

    [Theory]
    [InlineData("applyDeployment", """{}""")]
    [InlineData("applyDeployment", """{"changes":[null]}""")]
    [InlineData("applyDeployment", """{"changes":"x"}""")]
    [InlineData("applyDeployment", """{"changes":[],"planId":"p"}""")]
    [InlineData("getResource", """{}""")]
    [InlineData("validateConfig", """{"resources":[{"type":"test:thing:item","name":"a"}]}""")]
    [InlineData("planDeployment", """{}""")]
    [InlineData("planDeployment", """{"resources":[{"type":"test:thing:item","name":"a","properties":{}}]}""")]
    [InlineData("destroyDeployment", """{}""")]
    [InlineData("createSnapshot", """{}""")]
    [InlineData("rollbackToSnapshot", """{}""")]
    [InlineData("listResources", """{"cursor":"%%%"}""")]
    [InlineData("listResources", """{"limit":0}""")]
    [InlineData("listResources", """{"type":"no:such:type"}""")]
    public async Task MalformedArguments_AreInvalid(string tool, string arguments)
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var answer = await session.CallAsync<object>(tool, System.Text.Json.JsonDocument.Parse(arguments).RootElement);
        Assert.Equal((false, "invalid"), (answer.Success, answer.Error!.Code));
    }

    [Fact]
    public async Task ArgumentsThatAreTooLarge_AreInvalid()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var answer = await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", Changes: [Create("a", Map(("size", 1), ("notes", new string('x', 17 << 20))))]));
        Assert.Equal("invalid", answer.Error!.Code);
    }
}
