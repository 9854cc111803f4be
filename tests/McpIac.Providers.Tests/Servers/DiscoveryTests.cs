using System.Collections.Concurrent;
using System.Text.Json;
using McpIac.Providers.Servers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Servers;

public sealed class DiscoveryTests
{
    private readonly Reality reality = new();

    [Fact]
    public async Task Tools_AreTheStandardsNine_WithSchemasAndAnnotations()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var tools = await session.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            ["applyDeployment", "createSnapshot", "destroyDeployment", "getDeploymentState", "getResource", "listResources", "planDeployment", "rollbackToSnapshot", "validateConfig"],
            tools.Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(tools, t => Assert.Equal("object", t.ProtocolTool.InputSchema.GetProperty("type").GetString()));
        Assert.All(tools, t => Assert.True(t.ProtocolTool.OutputSchema!.Value.GetProperty("properties").TryGetProperty("data", out _)));
        var apply = tools.Single(t => t.Name == "applyDeployment").ProtocolTool.Annotations!;
        Assert.Equal((false, true, true), (apply.ReadOnlyHint, apply.DestructiveHint, apply.IdempotentHint));
        var plan = tools.Single(t => t.Name == "planDeployment").ProtocolTool.Annotations!;
        Assert.Equal((true, false), (plan.ReadOnlyHint, plan.DestructiveHint));
    }

    [Fact]
    public async Task DomainsName_GivesPlanAndApplyASecondName()
    {
        await using var session = await StartAsync(new ItemHandler(reality), options: new ProviderOptions("test", "1.0", Domain: "Network"));
        var tools = await session.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(11, tools.Count);
        var answer = await session.CallAsync<ApplyData>("applyNetworkDeployment", new ApplyArguments("d", Changes: [Create("a", Map(("size", 1)))]));
        Assert.True(answer.Success);
        Assert.Equal("unsupported", (await session.CallAsync<object>("applyFooDeployment", new ApplyArguments())).Error!.Code);
    }

    [Fact]
    public async Task SchemaResource_HasTheTypes_WhoseDigestTheExtensionAndTheEnvelopeName()
    {
        var handler = new ItemHandler(reality);
        await using var session = await StartAsync(handler);
        var read = await session.Client.ReadResourceAsync(Wire.SchemaUri, cancellationToken: TestContext.Current.CancellationToken);
        var document = DatumReader.Read(Assert.IsType<TextResourceContents>(Assert.Single(read.Contents)).Text).Value!;
        Assert.Equal(handler.Type.Raw, Assert.Single(document["types"]!.Items));
        var digest = SnapshotDigest.Of([handler.Type.Raw]);
        Assert.Equal(digest, document["schemaDigest"]!.AsText());
        var extension = (JsonElement)session.Client.ServerCapabilities.Extensions![Wire.ExtensionKey];
        Assert.Equal(("1", "test", digest), (extension.GetProperty("version").GetString(), extension.GetProperty("provider").GetString(), extension.GetProperty("schemaDigest").GetString()));
        var envelope = await session.CallAsync<ListData>("listResources", new ListArguments());
        Assert.Equal(("test", "1.0", digest), (envelope.Metadata.Server, envelope.Metadata.Version, envelope.Metadata.SchemaDigest));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", envelope.Metadata.Timestamp);
    }

    [Fact]
    public async Task TextOfAResult_IsOneSentenceForPeople()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var result = await session.RawAsync("applyDeployment", new ApplyArguments("d", Changes: [Create("a", Map(("size", 1)))]), TestContext.Current.CancellationToken);
        Assert.Equal("1 change applied.", Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text);
    }

    [Fact]
    public async Task Progress_TellsResourcePhaseAndIdentity()
    {
        var handler = new ItemHandler(reality) { OnCreate = (_, context) => { context.Progress.Report("warming up"); return Task.CompletedTask; } };
        await using var session = await StartAsync(handler);
        var notes = new ConcurrentQueue<JsonElement>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = session.Client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, (note, _) =>
        {
            notes.Enqueue(JsonSerializer.SerializeToElement(note.Params));
            if (notes.Count == 3) all.TrySetResult();
            return ValueTask.CompletedTask;
        });
        var change = Create("a", Map(("size", 1)));
        var arguments = JsonSerializer.SerializeToElement(new ApplyArguments("d", Changes: [change]), Wire.Options).EnumerateObject().ToDictionary(m => m.Name, m => (object?)m.Value);
        await session.Client.CallToolAsync("applyDeployment", arguments, new Progress<ProgressNotificationValue>(), cancellationToken: TestContext.Current.CancellationToken);
        await all.Task;
        var metas = notes.Select(n => n.GetProperty("_meta")).ToArray();
        Assert.Equal(["creating", "recording", "warming up"], metas.Select(m => m.GetProperty("io.mcpiac/phase").GetString()).Order());
        Assert.All(metas, m => Assert.Equal(change.Urn, m.GetProperty("io.mcpiac/resource").GetString()));
        Assert.Equal("i-1", metas.Single(m => m.TryGetProperty(Wire.IdentityKey, out _)).GetProperty(Wire.IdentityKey).GetProperty("id").GetString());
    }

    [Fact]
    public async Task SecondClient_SeesTheSameWorld()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        await session.MadeAsync(Create("a", Map(("size", 1))));
        await using var second = await ModelContextProtocol.Client.McpClient.CreateAsync(session.Server.ConnectInMemory(), cancellationToken: TestContext.Current.CancellationToken);
        var result = await second.CallToolAsync("listResources", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, result.StructuredContent!.Value.GetProperty("data").GetProperty("resources").GetArrayLength());
    }
}
