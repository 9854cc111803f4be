using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

/// <summary>The option <c>import</c>: MCI3053, MCI3054.</summary>
public sealed class ImportTests
{
    private readonly Harness harness = new();

    private void Exists(string type, string id, string properties) => harness.World.Objects[id] = new WireResource(
        id, null, type, id, DatumReader.Read(properties).Value!, Datum.MapOf([new("id", Datum.Of(id)), new("endpoint", Datum.Of("e")), new("token", Datum.Of("hush-hush"))]), [], "created");

    private static TestProgram App(string id, string size = "small", string subnet = "s")
    {
        var program = new TestProgram();
        var app = program.Add("aws:ec2:instance", "app", ("subnetId", V(subnet)), ("size", V(size)));
        program.Add("files:file:file", "note", ("path", V("p")), ("content", app["id"]));
        return program.With(app, new BoundOptions { Import = id });
    }

    [Fact]
    public async Task WhatExistsAsDeclared_IsTakenOver_AndNothingIsSent()
    {
        Exists("aws:ec2:instance", "i#9", """{"subnetId":"s","size":"small"}""");
        var plan = await harness.PlanAsync(App("i#9"));
        Assert.Equal((StepAction.Import, "it exists as declared"), (plan.Steps[0].Action, plan.Steps[0].Reason));
        Assert.Equal(Datum.Of("i#9"), plan.Steps[1].Planned["content"]);
        var result = await harness.ConvergeAsync(App("i#9"));
        Assert.Equal(["create note"], harness.World.Log);
        Assert.Equal(StepAction.Import, result.Resources[0].Action);

        // Taken over once, it is a resource like any other.
        await harness.ConvergeAsync(App("i#9", size: "large"));
        Assert.Equal("update app", harness.World.Log[^1]);
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.DestroyAsync()).Outcome);
        Assert.Empty(harness.World.Objects);
    }

    [Fact]
    public async Task WhatDiffers_IsShown_AndUpdated()
    {
        Exists("aws:ec2:instance", "i#9", """{"subnetId":"s","size":"large","userData":"x"}""");
        var step = (await harness.PlanAsync(App("i#9"))).Steps[0];
        Assert.Equal("size: changed; userData: removed", step.Reason);
        await harness.ConvergeAsync(App("i#9"));
        Assert.Equal(["update app", "create note"], harness.World.Log);
        Assert.Null(harness.World.Objects["i#9"].Properties["userData"]);
    }

    [Fact]
    public async Task WhatWouldHaveToBeReplaced_IsRefused()
    {
        Exists("aws:ec2:instance", "i#9", """{"subnetId":"other","size":"small"}""");
        var problem = Assert.Single((await harness.ApplyAsync(App("i#9"))).Diagnostics);
        Assert.Equal(
            ("MCI3054", "app (aws:ec2:instance) can't be imported as it is declared: its subnetId can't be changed in place, and i#9 has other values.", "Write what exists: subnetId = \"other\"."),
            (problem.Id, problem.Message, problem.Remedy));
    }

    [Fact]
    public async Task WhatDoesntExist_OrIsManaged_IsRefused()
    {
        var missing = Assert.Single((await harness.ApplyAsync(App("i#9"))).Diagnostics);
        Assert.Equal(("MCI3053", "app can't be imported: aws has no aws:ec2:instance with the id i#9."), (missing.Id, missing.Message));

        var program = new TestProgram();
        program.Add("aws:ec2:instance", "old", ("subnetId", V("s")));
        await harness.ConvergeAsync(program);
        var managed = Assert.Single((await harness.ApplyAsync(App("old#1"))).Diagnostics);
        Assert.Equal(("MCI3053", "app can't be imported: old#1 is managed as old (aws:ec2:instance)."), (managed.Id, managed.Message));
    }

    [Fact]
    public async Task Secrets_AreSentOnce_AndNeverStored()
    {
        Exists("aws:rds:db", "db#9", """{"engine":"pg","password":{"$iac":"secret"}}""");
        TestProgram Db()
        {
            var program = new TestProgram();
            return program.With(program.Add("aws:rds:db", "db", ("engine", V("pg")), ("password", V("one-secret"))), new() { Import = "db#9" }).Output("token", new Dsl.Expressions.Reference("shop/aws:rds:db/db", ["token"]));
        }

        await harness.ConvergeAsync(Db());
        Assert.Equal(["update db"], harness.World.Log);
        var stored = System.Text.Json.JsonSerializer.Serialize(harness.State, Schemas.Protocol.Wire.Options);
        Assert.DoesNotContain("hush-hush", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("one-secret", stored, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task AnImportThatIsKilled_EndsWithTheNextApply(int point)
    {
        Exists("aws:ec2:instance", "i#9", """{"subnetId":"s","size":"large"}""");
        await Record.ExceptionAsync(() => harness.ApplyAsync(App("i#9"), new KillSwitch(point)));
        await harness.ConvergeAsync(App("i#9"));
        Assert.DoesNotContain("create app", harness.World.Log);
    }
}
