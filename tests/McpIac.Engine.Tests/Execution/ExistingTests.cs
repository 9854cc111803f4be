using McpIac.Dsl.Expressions;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

/// <summary>What exists and is only read: MCI3020, MCI3021, MCI3022, MCI4020.</summary>
public sealed class ExistingTests
{
    private readonly Harness harness = new();

    private void Exists(string type, string id, string properties, string outputs = "{}") => harness.World.Objects[id] = new WireResource(
        id, null, type, id, DatumReader.Read(properties).Value!, DatumReader.Read(outputs).Value!.With("id", Datum.Of(id)), [], "created");

    private void Subnet(string cidr, string id = "subnet#9") => Exists("aws:vpc:subnet", id, $$"""{"vpcId":"vpc#9","cidrBlock":"{{cidr}}"}""", $$"""{"cidrBlock":"{{cidr}}"}""");

    // An object that is there, a resource that refers to what it is, and one whose replacement that would be.
    private static TestProgram Shared(Expression? id = null)
    {
        var program = new TestProgram();
        var subnet = program.Existing("aws:vpc:subnet", "shared", id ?? V("subnet#9"));
        program.Add("aws:ec2:instance", "app", ("subnetId", subnet["id"]), ("size", V("small")));
        program.Add("files:file:file", "note", ("path", V("p")), ("content", Join(V("net "), subnet["cidrBlock"])));
        return program.Output("cidr", subnet["cidrBlock"]);
    }

    [Fact]
    public async Task WhatIsRead_IsKnownToThePlan_AndNothingOfItIsRecorded()
    {
        Subnet("10.0.1.0/24");
        var plan = await harness.PlanAsync(Shared());
        Assert.Equal(["Read shared", "Create app", "Create note"], plan.Steps.Select(s => $"{s.Action} {s.Name}"));
        Assert.Equal(("subnet#9", "net 10.0.1.0/24"), (plan.Steps[1].Planned["subnetId"]!.AsText(), plan.Steps[2].Planned["content"]!.AsText()));
        Assert.Equal("""{"id":"subnet#9"}""", PlanJson.Write(plan)["steps"]!.Items[0]["existing"]!.ToString());

        var result = await harness.ApplyAsync(Shared());
        Assert.Equal((ApplyOutcome.Succeeded, "10.0.1.0/24"), (result.Outcome, result.Outputs["cidr"].AsText()));
        Assert.Equal(["create app", "create note"], harness.World.Log.Order(StringComparer.Ordinal));
        Assert.Equal(["shop/aws:ec2:instance/app", "shop/files:file:file/note"], harness.State.Resources.Keys.Order(StringComparer.Ordinal));
        Assert.All(harness.State.Resources.Values, r => Assert.Empty(r.Dependencies));
    }

    [Fact]
    public async Task APlanThatOnlyReads_IsEmpty_AndStillYieldsItsOutputs()
    {
        Subnet("10.0.1.0/24");
        await harness.ApplyAsync(Shared());
        var serial = harness.State.Serial;
        Assert.True((await harness.PlanAsync(Shared())).IsEmpty);
        var again = await harness.ApplyAsync(Shared());
        Assert.Equal((ApplyOutcome.Succeeded, serial), (again.Outcome, harness.State.Serial));
        Assert.Equal("10.0.1.0/24", again.Outputs["cidr"].AsText());
        Assert.Empty(again.Diagnostics);
    }

    [Fact]
    public async Task AnEmptyPlanThatWasSaved_ReadsForItsOutputs()
    {
        Subnet("10.0.1.0/24");
        await harness.ApplyAsync(Shared());
        var plan = await harness.PlanAsync(Shared());
        plan = plan with { Steps = [.. plan.Steps.Select(s => s.Read is { } read ? s with { Read = read with { Found = null } } : s)] };
        using var journal = new MemoryJournal(harness.Storage, new KillSwitch());
        await using var pool = harness.Pool();
        var result = await McpIac.Engine.Orchestration.Orchestrator.ApplyAsync(plan, Shared().Bound(), journal, pool, harness.Options, harness, CancellationToken.None);
        Assert.Equal("10.0.1.0/24", result.Outputs["cidr"].AsText());
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public async Task ADestroy_LetsItBe()
    {
        Subnet("10.0.1.0/24");
        await harness.ApplyAsync(Shared());
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.DestroyAsync()).Outcome);
        Assert.Equal(["subnet#9"], harness.World.Objects.Keys);
    }

    [Fact]
    public async Task AChangeFromOutside_IsTheNextPlans()
    {
        Subnet("10.0.1.0/24");
        await harness.ApplyAsync(Shared());
        Subnet("10.0.2.0/24");
        Assert.Equal("Read shared: it exists and isn't managed here\nUpdate note: content: changed\noutput cidr", Harness.PlanText(await harness.PlanAsync(Shared())));
        await harness.ApplyAsync(Shared());
        Assert.Equal("net 10.0.2.0/24", harness.State.Resources["shop/files:file:file/note"].Inputs["content"]!.AsText());
    }

    // The id is an output of what is made; what is read is known when that is there.
    private static TestProgram Late()
    {
        var program = new TestProgram();
        var made = program.Add("fw:net:vlan", "made", ("tag", V(5)), ("interface", V("i")));
        var subnet = program.Existing("aws:vpc:subnet", "shared", made["device"]);
        program.Add("files:file:file", "note", ("path", V("p")), ("content", subnet["cidrBlock"]));
        return program.Output("cidr", subnet["cidrBlock"]);
    }

    [Fact]
    public async Task AnIdThatIsntKnownYet_IsReadDuringTheApply_BeforeWhatRefersToIt()
    {
        var plan = await harness.PlanAsync(Late());
        Assert.Equal(["Create made", "Read shared", "Create note"], plan.Steps.Select(s => $"{s.Action} {s.Name}"));
        Assert.Equal((Evaluation.Unknown, "${made.device}"), (plan.Steps[1].Read!.Shown, plan.Steps[1].Read!.Formula));
        Assert.Equal((Refinement.Of(ShapeKind.Text), "${shared.cidrBlock}"), (plan.Steps[2].Planned["content"], plan.Steps[2].Formulas["content"]));

        Subnet("10.0.1.0/24", "made#1.device");
        var result = await harness.ApplyAsync(Late());
        Assert.True(result.Outcome == ApplyOutcome.Succeeded, string.Join('\n', result.Diagnostics));
        Assert.Equal(["create made", "create note"], harness.World.Log);
        Assert.Equal("10.0.1.0/24", result.Outputs["cidr"].AsText());
        Assert.Equal("Read, Read", string.Join(", ", harness.Events.Where(e => e.Name == "shared").Select(e => e.Action)));

        // State has the order without what it doesn't have.
        Assert.Equal(["shop/fw:net:vlan/made"], harness.State.Resources["shop/files:file:file/note"].Dependencies);
        Assert.True((await harness.PlanAsync(Late())).IsEmpty);
    }

    [Fact]
    public async Task AnIdThatComesOfWhatIsRead_IsKnownToThePlan()
    {
        Subnet("10.0.1.0/24");
        Exists("aws:vpc:vpc", "vpc#9", """{"cidrBlock":"10.0.0.0/16"}""");
        var program = new TestProgram();
        var subnet = program.Existing("aws:vpc:subnet", "shared", V("subnet#9"));
        var vpc = program.Existing("aws:vpc:vpc", "main", subnet["vpcId"]);
        Assert.Equal("10.0.0.0/16", (await harness.PlanAsync(program.Output("cidr", vpc["cidrBlock"]))).Outputs[0].After!.AsText());
    }

    [Fact]
    public async Task WhatIsntThere_IsAnErrorOfThePlan_OrOfItsStep()
    {
        var missing = Assert.Single((await harness.ApplyAsync(Shared())).Diagnostics);
        Assert.Equal(
            ("MCI3020", "shared can't be read: aws has no aws:vpc:subnet with the id subnet#9.", "Correct the id; or declare the resource with its properties, to have it made."),
            (missing.Id, missing.Message, missing.Remedy));
        var late = await harness.ApplyAsync(Late());
        Assert.Equal(ApplyOutcome.RolledBack, late.Outcome);
        Assert.Equal("shared (aws:vpc:subnet): read failed: aws has no aws:vpc:subnet with the id made#1.device.", Assert.Single(late.Diagnostics).Message);
        Assert.Equal(["made", "shared"], late.Resources.Where(r => r.Fate != ResourceFate.Skipped).Select(r => r.Name));
        Assert.Empty(harness.World.Objects);
    }

    [Theory, InlineData(ErrorCodes.Unsupported, "Its provider reads none by id: write what is needed of it as values."), InlineData(ErrorCodes.Denied, "Mend what the provider says, and plan again.")]
    public async Task WhatTheProviderDoesntTell_IsSaidWithItsReason(string code, string remedy)
    {
        harness.Intercept = (tool, _, _) => Task.FromResult<object?>(tool == "getResource" ? WorldConnection.Error<WireResource>(code, "not subnet#9.") : null);
        var problem = Assert.Single((await harness.ApplyAsync(Shared())).Diagnostics);
        Assert.Equal(("MCI3021", "shared can't be read: aws was asked for aws:vpc:subnet subnet#9 and answered: not subnet#9.", remedy), (problem.Id, problem.Message, problem.Remedy));
        var secret = Assert.Single((await harness.ApplyAsync(Shared(new Secret(V("subnet#9"))))).Diagnostics);
        Assert.Equal("shared can't be read: aws was asked for aws:vpc:subnet *** and answered: not ***.", secret.Message);
    }

    [Fact]
    public async Task AnErrorThatPasses_IsAskedAgain()
    {
        Subnet("10.0.1.0/24");
        var asked = 0;
        harness.Intercept = (tool, _, _) => Task.FromResult<object?>(tool == "getResource" && ++asked == 1 ? WorldConnection.Error<WireResource>(ErrorCodes.Throttled, "slowly", after: 1, retryable: true) : null);
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Shared())).Outcome);
    }

    [Theory, InlineData("", "it is empty"), InlineData(null, "it is null")]
    public async Task AnIdThatIsNone_IsAnError(string? id, string why)
    {
        var problem = Assert.Single((await harness.ApplyAsync(Shared(new Literal(id is null ? Datum.Null : Datum.Of(id))))).Diagnostics);
        Assert.Equal(("MCI3002", $"The id of shared has no value: {why}."), (problem.Id, problem.Message));
    }

    [Fact]
    public async Task WhatIsManaged_CantBeReadUnderItsName()
    {
        var program = new TestProgram();
        program.Add("aws:vpc:vpc", "main", ("cidrBlock", V("10.0.0.0/16")));
        await harness.ConvergeAsync(program);
        var other = new TestProgram();
        other.Existing("aws:vpc:vpc", "main", V("main#1"));
        var problem = Assert.Single((await harness.ApplyAsync(other)).Diagnostics);
        Assert.Equal(("MCI3022", "main (aws:vpc:vpc) is to be read only, and this deployment manages it: state has it under this name."), (problem.Id, problem.Message));
    }

    // Changed between the plan and its apply: the first two questions are the plan's and the reader's of the plan.
    private void ChangesAfterThePlan(Action change)
    {
        var asked = 0;
        harness.Intercept = (tool, args, _) =>
        {
            if (tool == "getResource" && args is GetArguments { Id: "subnet#9" } && ++asked == 2) change();
            return Task.FromResult<object?>(null);
        };
    }

    [Fact]
    public async Task AChangeSinceThePlan_IsSaid_AndWhatRefersToItFollows()
    {
        Subnet("10.0.1.0/24");
        await harness.ApplyAsync(Shared());
        var program = Shared();
        program.Add("files:file:file", "more", ("path", V("m")));
        ChangesAfterThePlan(() => Subnet("10.0.2.0/24"));
        var result = await harness.ApplyAsync(program);
        Assert.Equal(
            [
                ("MCI4020", "shared (aws:vpc:subnet) was changed by somebody else after it was planned with: its cidrBlock. What refers to it takes what is there now."),
                ("MCI4006", "note (files:file:file) is updated too: its content came out different from what was planned."),
            ], result.Diagnostics.Select(d => (d.Id, d.Message)));
        Assert.Equal("net 10.0.2.0/24", harness.State.Resources["shop/files:file:file/note"].Inputs["content"]!.AsText());
        Assert.True((await harness.PlanAsync(program)).IsEmpty);
    }

    [Fact]
    public async Task AnUpdateThatWouldHaveToBeAReplacementByNow_IsntSent()
    {
        TestProgram Program(string size)
        {
            var program = new TestProgram();
            var subnet = program.Existing("aws:vpc:subnet", "shared", V("subnet#9"));
            program.Add("aws:ec2:instance", "app", ("subnetId", subnet["cidrBlock"]), ("size", V(size)));
            return program;
        }

        Subnet("10.0.1.0/24");
        await harness.ApplyAsync(Program("small"));
        ChangesAfterThePlan(() => Subnet("10.0.2.0/24"));
        var result = await harness.ApplyAsync(Program("large"));
        Assert.Contains("app (aws:ec2:instance): update failed: its subnetId can't be changed in place, and came out different from what was planned: plan again.", result.Diagnostics.Select(d => d.Message));
        Assert.Equal(["create app"], harness.World.Log);
    }

    [Fact]
    public async Task AChangeThatConcernsNobody_IsntSaid()
    {
        Subnet("10.0.1.0/24");
        ChangesAfterThePlan(() => Exists("aws:vpc:subnet", "subnet#9", """{"vpcId":"vpc#8","cidrBlock":"10.0.1.0/24"}""", """{"cidrBlock":"10.0.1.0/24"}"""));
        Assert.Empty((await harness.ApplyAsync(Shared())).Diagnostics);
    }

    [Fact]
    public async Task Conditions_AreJudgedWhenItWasRead()
    {
        Subnet("10.0.1.0/24");
        var program = Shared();
        var handle = new Handle("shop/aws:vpc:subnet/shared");
        program.With(handle, new() { Postconditions = [new(new Call("eq", [handle["cidrBlock"], V("10.9.0.0/24")]), V("it is another network"))] });
        Assert.Equal("A postcondition of shared (aws:vpc:subnet) doesn't hold: it is another network.", Assert.Single((await harness.ApplyAsync(program)).Diagnostics).Message);

        var late = Late();
        late.With(handle, new() { Postconditions = [new(new Call("eq", [handle["cidrBlock"], V("10.9.0.0/24")]), V("it is another network"))] });
        Subnet("10.0.1.0/24", "made#1.device");
        var result = await harness.ApplyAsync(late);
        Assert.Equal("shared (aws:vpc:subnet): read failed: it is there, but a postcondition doesn't hold: it is another network.", Assert.Single(result.Diagnostics).Message);
        Assert.DoesNotContain(harness.World.Objects.Values, o => o.Name is "made" or "note");
    }

    [Fact]
    public async Task Secrets_AreUsed_AndNeverStoredOrShown()
    {
        Exists("aws:rds:db", "db#9", """{"engine":"pg","password":{"$iac":"secret"}}""", """{"endpoint":"e","token":"hush-hush","connection":"db://hush-hush@e"}""");
        TestProgram Db(string read)
        {
            var program = new TestProgram();
            var db = program.Existing("aws:rds:db", "db", V("db#9"));
            program.Add("files:file:file", "note", ("path", V("p")), ("content", db[read]));
            return program.Output("token", db["token"]).Output("connection", db["connection"]);
        }

        var plan = await harness.PlanAsync(Db("token"));
        Assert.DoesNotContain("hush-hush", PlanJson.Write(plan).ToString(), StringComparison.Ordinal);
        Assert.Equal([true, true], plan.Outputs.Select(o => o.Secret));
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Db("token"))).Outcome);
        Assert.Contains(harness.World.Objects.Values, o => o.Properties["content"]?.AsText() == "hush-hush");
        Assert.DoesNotContain("hush-hush", System.Text.Json.JsonSerializer.Serialize(harness.State, Schemas.Protocol.Wire.Options), StringComparison.Ordinal);
        Assert.True((await harness.PlanAsync(Db("token"))).IsEmpty);

        // What the provider doesn't tell can't be sent on.
        var untold = await harness.ApplyAsync(Db("password"));
        Assert.Contains(untold.Diagnostics, d => d.Message.EndsWith("the property content refers to something that its provider didn't return.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AReadThatFails_SkipsWhatRefersToIt()
    {
        harness.Options = harness.Options with { OnFailure = OnFailure.Continue };
        var late = await harness.ApplyAsync(Late());
        Assert.Equal("shared (aws:vpc:subnet): read failed: aws has no aws:vpc:subnet with the id made#1.device.", Assert.Single(late.Diagnostics).Message);
        Assert.Equal(["made Applied", "shared Failed", "note Skipped"], late.Resources.Select(r => $"{r.Name} {r.Fate}"));
    }
}
