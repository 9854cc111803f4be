using McpIac.Schemas.Generation;
using McpIac.Providers.Twin.Faults;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.Twin.Tests;

/// <summary>Twins as orchestrators meet them: over MCP.</summary>
public sealed class TwinProviderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("twin-").FullName;

    private string World => Path.Combine(folder, "aws.world");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task PlainServer_HasItsResources_AndNothingElse()
    {
        await using var memory = await Session.StartAsync("plain-server-memory");

        var made = await memory.MadeAsync(Session.Create("plain-server-memory:entity", "alice", """{ "name": "alice", "entityType": "person", "observations": [] }"""));
        var twice = await memory.ApplyAsync(Session.Create("plain-server-memory:entity", "other", """{ "name": "alice", "entityType": "person", "observations": [] }"""));
        var call = await memory.ApplyAsync(Session.Create("plain-server-memory:data:read_graph", "graph", "{}"));

        Assert.Equal("alice", made.Outputs["name"]?.AsText());
        Assert.Equal(("failed", "failed"), (twice.Outcome, call.Outcome));
        await memory.GoneAsync(Session.Delete(made));
    }

    [Fact]
    public async Task Network_WithInstances_IsMadeChangedAndTakenDown()
    {
        await using (var aws = await Session.StartAsync("aws", World))
        {
            var vpc = await aws.MadeAsync(Session.Create("aws:vpc:vpc", "portal", """{ "cidrBlock": "10.0.0.0/16" }"""));
            var subnet = await aws.MadeAsync(Session.Create("aws:vpc:subnet", "app", $$"""{ "vpc": "{{vpc.Id}}", "cidr": "10.0.1.0/24" }"""));
            var instances = new[]
            {
                await aws.MadeAsync(Session.Create("aws:ec2:instance", "app-1", $$"""{ "instanceType": "t3.medium", "ami": "ami-12345", "subnet": "{{subnet.Id}}" }""")),
                await aws.MadeAsync(Session.Create("aws:ec2:instance", "app-2", $$"""{ "instanceType": "t3.medium", "ami": "ami-12345", "subnet": "{{subnet.Id}}" }""")),
            };

            Assert.All(instances, i => Assert.True(Addresses.Contains("10.0.1.0/24", i.Outputs["privateIp"]?.AsText() ?? "")));
            Assert.NotEqual(instances[0].Outputs["privateIp"], instances[1].Outputs["privateIp"]);
            Assert.Equal(4, (await aws.CallAsync<ListData>("listResources", new ListArguments())).Data!.Resources.Count);

            var grown = await aws.MadeAsync(Session.Update(instances[0], $$"""{ "instanceType": "t3.large", "ami": "ami-12345", "subnet": "{{subnet.Id}}" }"""));
            Assert.Equal(instances[0].Outputs, grown.Outputs);

            var refused = await aws.ApplyAsync(Session.Delete(subnet));
            Assert.Equal(("failed", "inUse"), (refused.Outcome, refused.Error?.Code));
            foreach (var resource in new[] { grown, instances[1], subnet, vpc }) await aws.GoneAsync(Session.Delete(resource));
        }

        Assert.Equal("", File.ReadAllText(World));
    }

    [Theory]
    [InlineData("""{ "mode": "tls" }""", "/cert")]
    [InlineData("""{ "cert": "c" }""", "/key")]
    [InlineData("""{ "block": 100 }""", "/block")]
    [InlineData("""{ "hosts": ["a"] }""", "/hosts")]
    [InlineData("""{ "labels": { "n-a": "x" } }""", "/labels/n-a")]
    [InlineData("""{ "hosts": ["www"], "labels": {} }""", "")]
    [InlineData("""{ "mode": "tls", "cert": "c", "key": "k", "block": 512, "hosts": ["www"] }""", null)]
    public async Task Conditions_OfASchema_AreKeptToAsTheProviderWould(string properties, string? path)
    {
        var provider = CatalogLoader.Load([new SnapshotSource("cond.mcp.json", """
            { "mciacc": 1, "provider": "cond", "source": { "server": "cond", "version": "1" }, "tools": [], "types": [
              { "type": "cond:thing", "version": 1, "title": "Thing", "description": "A thing with conditions.", "identity": ["id"],
                "properties": { "type": "object", "additionalProperties": false,
                  "properties": {
                    "mode": { "type": "string" }, "cert": { "type": "string" }, "key": { "type": "string" }, "block": { "type": "integer", "multipleOf": 512 },
                    "hosts": { "type": "array", "items": { "type": "string" }, "contains": { "pattern": "^www" } }, "labels": { "type": "object", "patternProperties": { "^n-": { "type": "integer" } } } },
                  "if": { "properties": { "mode": { "const": "tls" } }, "required": ["mode"] }, "then": { "required": ["cert"] },
                  "dependentRequired": { "cert": ["key"] }, "not": { "required": ["hosts", "labels"] } },
                "outputs": { "type": "object", "properties": { "id": { "type": "string" } } } }] }
            """)]).Catalog.Providers.Single();
        await using var twin = await Session.StartAsync(provider);
        var result = await twin.ApplyAsync(Session.Create("cond:thing", "a", properties));

        Assert.Equal((path is null ? "applied" : "failed", path), (result.Outcome, result.Error?.Details?.Path));
    }

    [Fact]
    public async Task World_IsThereForTheNextProcess()
    {
        WireResource vpc;
        await using (var first = await Session.StartAsync("aws", World))
        {
            vpc = await first.MadeAsync(Session.Create("aws:vpc:vpc", "portal", """{ "cidrBlock": "10.0.0.0/16" }"""));
        }

        Assert.Single(File.ReadAllLines(World));
        await using var second = await Session.StartAsync("aws", World);
        Assert.Equal(vpc.Outputs, (await second.GetAsync(vpc))?.Outputs);
        await second.MadeAsync(Session.Create("aws:vpc:subnet", "app", $$"""{ "vpcId": "{{vpc.Id}}", "cidrBlock": "10.0.1.0/24" }"""));
        var other = await second.MadeAsync(Session.Create("aws:vpc:vpc", "other", """{ "cidrBlock": "10.1.0.0/16" }"""));
        Assert.NotEqual(vpc.Id, other.Id);
    }

    [Fact]
    public async Task DanglingReference_IsFoundByValidation()
    {
        await using var aws = await Session.StartAsync("aws");
        var declared = new WireResourceDeclaration("aws:vpc:subnet", "app", Session.Parse("""{ "vpcId": "vpc-0123", "cidrBlock": "10.0.1.0/24" }"""));

        var diagnostic = Assert.Single((await aws.CallAsync<ValidateData>("validateConfig", new ValidateArguments([declared]))).Data!.Diagnostics);

        Assert.Equal(("error", "/vpcId", "vpcId: there is no aws:vpc:vpc vpc-0123"), (diagnostic.Severity, diagnostic.Path, diagnostic.Message));
    }

    [Fact]
    public async Task Values_OutsideTheSchema_AreRefused()
    {
        await using var opnsense = await Session.StartAsync("opnsense");

        var result = await opnsense.ApplyAsync(Session.Create("opnsense:network:vlan", "v", """{ "interface": "igc2", "tag": 5000 }"""));

        Assert.Equal(("failed", "invalid", "/tag"), (result.Outcome, result.Error?.Code, result.Error?.Details?.Path));
    }

    [Fact]
    public async Task TwoCreatesAtOnce_GetAddressesAndNumbersOfTheirOwn()
    {
        await using var opnsense = await Session.StartAsync("opnsense");
        WireChange[] changes = [.. Enumerable.Range(0, 50).Select(i => Session.Create("opnsense:firewall:rule", $"r{i}", """{ "interface": "lan" }"""))];

        var applied = await opnsense.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("test", Changes: changes, Options: new ApplyOptions(Parallelism: 16)));

        Assert.Equal(50, applied.Data!.Results.Select(r => r.Resource?.Outputs["sequence"]?.AsInteger()).Distinct().Count());
        Assert.Equal(50, applied.Data.Results.Select(r => r.Resource?.Id).Distinct().Count());
    }

    [Fact]
    public async Task ToldFailure_HitsTheNthChangeOverAllTwins_Once()
    {
        var faults = FaultPlan.Parse("fail@3").Plan;
        await using var opnsense = await Session.StartAsync("opnsense", null, faults);
        await using var aws = await Session.StartAsync("aws", null, faults);

        await opnsense.MadeAsync(Session.Create("opnsense:network:vlan", "v", """{ "interface": "igc2", "tag": 150 }"""));
        var vpc = await aws.MadeAsync(Session.Create("aws:vpc:vpc", "portal", """{ "cidrBlock": "10.0.0.0/16" }"""));
        var third = Session.Create("aws:vpc:subnet", "app", $$"""{ "vpcId": "{{vpc.Id}}", "cidrBlock": "10.0.1.0/24" }""");
        var failed = await aws.ApplyAsync(third);
        await aws.GoneAsync(Session.Delete(vpc));

        Assert.Equal(("failed", "internal", "The twin of aws was told to fail at step 3 (fail@3), to create app."), (failed.Outcome, failed.Error?.Code, failed.Error?.Message));
        Assert.Empty((await aws.CallAsync<ListData>("listResources", new ListArguments())).Data!.Resources);
    }

    [Fact]
    public async Task PassingFailure_DoesntHitTheRetryOfTheSameChange()
    {
        await using var aws = await Session.StartAsync("aws", null, FaultPlan.Parse("fail@1:throttled").Plan);
        var change = Session.Create("aws:vpc:vpc", "portal", """{ "cidrBlock": "10.0.0.0/16" }""");

        var first = await aws.ApplyAsync(change);
        var second = await aws.ApplyAsync(change);

        Assert.Equal(("failed", "throttled", true), (first.Outcome, first.Error?.Code, first.Error?.Details?.Retryable));
        Assert.Equal("applied", second.Outcome);
    }

    [Fact]
    public async Task LostAnswer_IsFoundAgainByItsKey()
    {
        await using var aws = await Session.StartAsync("aws", null, FaultPlan.Parse("unknown@1").Plan);
        var change = Session.Create("aws:vpc:vpc", "portal", """{ "cidrBlock": "10.0.0.0/16" }""");

        var lost = await aws.ApplyAsync(change);
        var found = await aws.CallAsync<WireResource>("getResource", new GetArguments(Key: change.Key));
        var again = await aws.ApplyAsync(change);

        Assert.Equal(("unknown", "possible"), (lost.Outcome, lost.Error?.Details?.SideEffects));
        Assert.Equal("created", found.Data?.State);
        Assert.Equal(("applied", found.Data?.Id), (again.Outcome, again.Resource?.Id));
        Assert.Single((await aws.CallAsync<ListData>("listResources", new ListArguments())).Data!.Resources);
    }

    [Fact]
    public async Task HangingChange_EndsWithItsConnection_HadNoEffect_AndSucceedsWhenSentAgain()
    {
        var faults = FaultPlan.Parse("hang@1").Plan;
        var change = Session.Create("aws:vpc:vpc", "portal", """{ "cidrBlock": "10.0.0.0/16" }""");
        Task<WireChangeResult> call;
        await using (var first = await Session.StartAsync("aws", World, faults))
        {
            call = first.ApplyAsync(change);
            while ((await first.CallAsync<WireResource>("getResource", new GetArguments(Key: change.Key))).Data?.State != "creating")
            {
            }
        }

        await Assert.ThrowsAnyAsync<Exception>(() => call);
        await using var second = await Session.StartAsync("aws", World, faults);
        Assert.Equal("notFound", (await second.CallAsync<WireResource>("getResource", new GetArguments(Key: change.Key))).Error?.Code);
        Assert.Equal("applied", (await second.ApplyAsync(change)).Outcome);
        Assert.Single((await second.CallAsync<ListData>("listResources", new ListArguments())).Data!.Resources);
    }
}
