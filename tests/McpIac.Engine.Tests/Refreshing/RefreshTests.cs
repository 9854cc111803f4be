using McpIac.Engine.Execution;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Refreshing;

/// <summary>What there really is, and what a plan makes of it: MCI3061, MCI3062. Each case with providers that list and with providers that only read.</summary>
public sealed class RefreshTests
{
    private static Harness With(int page)
    {
        var harness = new Harness();
        harness.World.Page = page;
        return harness;
    }

    private static TestProgram Two(string size = "large")
    {
        var program = new TestProgram();
        var vpc = program.Add("aws:vpc:vpc", "net", ("cidrBlock", V("10.0.0.0/16")), ("tags", new McpIac.Dsl.Expressions.MapExpression([new("team", V("a"))])));
        var app = program.Add("aws:ec2:instance", "app", [vpc.Urn], ("subnetId", V("s")), ("size", V(size)));
        program.Add("files:file:file", "note", ("path", V("p")), ("content", app["privateIp"]));
        return program.Output("ip", app["privateIp"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public async Task WhatSomebodyElseChanged_IsPutBack(int page)
    {
        var harness = With(page);
        await harness.ConvergeAsync(Two());
        harness.World.Meddle("app#2", "size", Datum.Of("tiny"));
        harness.World.Meddle("net#1", "tags", DatumReader.Read("""{"team":"a","extra":"b"}""").Value!);
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(Two(), new PlanChoices { Refresh = false })));
        var plan = await harness.PlanAsync(Two());
        Assert.Equal("Update net: tags/extra: changed outside\nUpdate app: size: changed outside", Harness.PlanText(plan));
        Assert.Equal(["app size: \"large\" → \"tiny\"", "net tags/extra: nothing → \"b\""], plan.Drifts.SelectMany(d => d.Properties.Select(p => $"{d.Was.Name} {p.Path}: {p.Before?.ToString() ?? "nothing"} → {p.After}")));
        await harness.ConvergeAsync(Two());
        Assert.Equal(Datum.Of("large"), harness.World.Objects["app#2"].Properties["size"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task WhatSomebodyElseDeleted_IsMadeAnew_AndWhatRefersToItFollows(int page)
    {
        var harness = With(page);
        await harness.ConvergeAsync(Two());
        harness.World.Objects.Remove("app#2");
        var plan = await harness.PlanAsync(Two());
        Assert.StartsWith("Create app: it was deleted outside\nUpdate note: content: known after apply, because app is created", Harness.PlanText(plan), StringComparison.Ordinal);
        Assert.True(Assert.Single(plan.Drifts).IsGone);
        await harness.ConvergeAsync(Two());
    }

    [Fact]
    public async Task WhatTheProgramHasBecomeToo_IsOnlyRecorded()
    {
        var harness = With(100);
        await harness.ConvergeAsync(Two());
        harness.World.Meddle("app#2", "size", Datum.Of("huge"));
        var plan = await harness.PlanAsync(Two("huge"));
        Assert.Equal("", Harness.PlanText(plan));
        Assert.False(Assert.Single(plan.Drifts).IsSilent);
        await harness.ConvergeAsync(Two("huge"));
        Assert.Empty((await harness.PlanAsync(Two("huge"))).Drifts);
        Assert.Equal(Datum.Of("huge"), harness.State.Resources["shop/aws:ec2:instance/app"].Inputs["size"]);
    }

    [Fact]
    public async Task RefreshOnly_ChangesNothing_AndLetsStateSayWhatIs()
    {
        var harness = With(100);
        await harness.ConvergeAsync(Two());
        harness.World.Meddle("app#2", "size", Datum.Of("tiny"));
        harness.World.Objects.Remove("note#3");
        var seen = harness.World.Log.Count;
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Two("other"), choices: new PlanChoices { RefreshOnly = true })).Outcome);
        Assert.Equal(seen, harness.World.Log.Count);
        Assert.Equal(Datum.Of("tiny"), harness.State.Resources["shop/aws:ec2:instance/app"].Inputs["size"]);
        Assert.DoesNotContain("shop/files:file:file/note", harness.State.Resources.Keys);
        Assert.Contains("ip", harness.State.Outputs.Keys);
    }

    [Fact]
    public async Task AProvidersOwnWords_AreNoDrift_UntilTheyChange()
    {
        var harness = With(100);
        harness.World.Wording = properties => Datum.MapOf(properties.Members.Where(m => m.Key != "subnetId")
            .Select(m => KeyValuePair.Create(m.Key, m.Key == "size" ? Datum.Of($"<{m.Value.AsText()}>") : m.Value)).Append(new("colour", Datum.Of("blue"))));
        await harness.ConvergeAsync(Two());
        Assert.Empty((await harness.PlanAsync(Two())).Drifts);
        harness.World.Meddle("app#2", "size", Datum.Of("tiny"));
        Assert.Equal("Update app: size: changed outside", Harness.PlanText(await harness.PlanAsync(Two())));
        await harness.ConvergeAsync(Two());
        Assert.Empty((await harness.PlanAsync(Two())).Drifts);
    }

    [Fact]
    public async Task ASecretThatChanged_IsNeverShownNorStored()
    {
        var harness = With(100);
        TestProgram Db()
        {
            var program = new TestProgram();
            var db = program.Add("aws:rds:db", "db", ("engine", V("pg")), ("password", V("correct-horse")));
            program.Add("files:file:file", "note", ("path", V("p")), ("content", db["token"]));
            return program;
        }

        await harness.ConvergeAsync(Db());
        var db = harness.World.Objects["db#1"];
        harness.World.Objects["db#1"] = db with { Outputs = db.Outputs.With("token", Datum.Of("another-secret")).With("connection", Datum.Of("db://correct-horse@elsewhere")) };
        var plan = await harness.PlanAsync(Db());
        Assert.Equal(["connection", "token"], Assert.Single(plan.Drifts).Outputs.Select(o => o.Path).Order(StringComparer.Ordinal));
        Assert.Equal("Update note: content: changed", Harness.PlanText(plan));
        var shown = PlanJson.Write(plan).ToString();
        Assert.DoesNotContain("another-secret", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", shown, StringComparison.Ordinal);
        await harness.ConvergeAsync(Db());
        Assert.All(harness.Storage.Lines, l => Assert.DoesNotContain("another-secret", l.Body, StringComparison.Ordinal));
        Assert.All(harness.Storage.Lines, l => Assert.DoesNotContain("correct-horse", l.Body, StringComparison.Ordinal));
        Assert.True(Fingerprints.ContainsAny(harness.State.Resources["shop/aws:rds:db/db"].Outputs["connection"]));
    }

    [Fact]
    public async Task AProviderThatCantBeAsked_IsAnError_AndNoRefreshPlansWithoutIt()
    {
        var harness = With(0);
        await harness.ConvergeAsync(Two());
        harness.Intercept = (tool, args, _) => Task.FromResult<object?>(args is GetArguments { Id: "app#2" } ? WorldConnection.Error<WireResource>(ErrorCodes.Denied, "not yours") : null);
        Assert.Equal("MCI3061 app (aws:ec2:instance) can't be looked at: not yours. With --no-refresh the plan is made from what state says.", await harness.RefusalAsync(Two()));
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(Two(), new PlanChoices { Refresh = false })));
    }

    [Fact]
    public async Task ALostState_IsNoticed_AndWhatThereIsCanBeTakenOver()
    {
        var harness = With(2);
        await harness.ConvergeAsync(Two());
        harness.Storage.State = Plans.States.DeploymentState.Empty("shop");
        Assert.StartsWith("MCI3062 The state of shop is empty, but providers have something of it: app (aws:ec2:instance, app#2), net (aws:vpc:vpc, net#1), note (files:file:file, note#3).",
            await harness.RefusalAsync(Two()), StringComparison.Ordinal);
        var log = harness.World.Log.Count;
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Two(), choices: new PlanChoices { Adopt = true })).Outcome);
        Assert.Equal(log, harness.World.Log.Count);
        await harness.ConvergeAsync(Two());
    }

    // It was forgotten, and is read since: it is nobody's to take over.
    [Fact]
    public async Task WhatIsOnlyRead_IsNoStray()
    {
        var harness = With(100);
        var first = new TestProgram();
        first.Add("fw:net:vlan", "vlan", ("tag", V(1)));
        await harness.ConvergeAsync(first);
        harness.World.Apply([new WireChange("k", "create", "aws:vpc:vpc", "net", "shop/aws:vpc:vpc/net", Properties: DatumReader.Read("""{"cidrBlock":"10.0.0.0/16"}""").Value)], false, "aws");
        first.Existing("aws:vpc:vpc", "net", V("net#2"));
        Assert.True((await harness.PlanAsync(first)).IsEmpty);
        Assert.True((await harness.PlanAsync(first, new PlanChoices { Adopt = true })).IsEmpty);
    }

    [Fact]
    public async Task AChangeThatCameThroughAfterItsSenderHadDied_IsNoticed()
    {
        var harness = With(100);
        var first = new TestProgram();
        first.Add("fw:net:vlan", "vlan", ("tag", V(1)));
        await harness.ConvergeAsync(first);
        harness.World.Apply([new WireChange("k", "create", "aws:vpc:vpc", "net", "shop/aws:vpc:vpc/net", Properties: DatumReader.Read("""{"cidrBlock":"10.0.0.0/16"}""").Value)], false, "aws");
        Assert.Contains("MCI3062 Providers have what state doesn't know of shop: net (aws:vpc:vpc, net#2).", await harness.RefusalAsync(Two()), StringComparison.Ordinal);
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(Two(), choices: new PlanChoices { Adopt = true })).Outcome);
        Assert.Equal(3, harness.World.Objects.Count);
        await harness.ConvergeAsync(Two());
    }

    [Fact]
    public async Task ALook_SaysWhatIsOtherwise_AndRecordsNothing()
    {
        var harness = With(100);
        await harness.ConvergeAsync(Two());
        Assert.True((await harness.LookAsync()).IsAsState);
        harness.World.Meddle("app#2", "size", Datum.Of("tiny"));
        harness.World.Objects.Remove("note#3");
        harness.World.Objects["net#1"] = harness.World.Objects["net#1"] with { Etag = "another" };
        harness.World.Apply([new WireChange("k", "create", "aws:vpc:vpc", "more", "shop/aws:vpc:vpc/more", Properties: DatumReader.Read("""{"cidrBlock":"10.1.0.0/16"}""").Value)], false, "aws");
        var (serial, look) = (harness.State.Serial, await harness.LookAsync());
        Assert.Equal(["app False", "note True"], look.Drifts.Select(d => $"{d.Was.Name} {d.IsGone}"));
        Assert.Equal("more", Assert.Single(look.Strays).Name);
        Assert.Empty(look.Diagnostics);
        Assert.Equal(serial, harness.State.Serial);

        harness.World.Page = 0;
        harness.Intercept = (_, args, _) => Task.FromResult<object?>(args is GetArguments { Id: "app#2" } ? WorldConnection.Error<WireResource>(ErrorCodes.Denied, "not yours") : null);
        Assert.Equal("MCI3061", Assert.Single((await harness.LookAsync()).Diagnostics).Id);
    }

    [Fact]
    public async Task WhatDriftedAlone_IsPutBack_AndOtherChangesOfTheProgramWait()
    {
        var harness = With(100);
        TestProgram More(string size, string cidr)
        {
            var program = Two(size);
            program.Add("aws:vpc:vpc", "other", ("cidrBlock", V(cidr)));
            return program;
        }

        var drifted = new PlanChoices { DriftedOnly = true };
        await harness.ConvergeAsync(More("large", "10.9.0.0/16"));
        var app = harness.World.Objects.Values.Single(o => o.Name == "app").Id;
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(More("large", "10.8.0.0/16"), drifted)));
        harness.World.Meddle(app, "size", Datum.Of("tiny"));
        var plan = await harness.PlanAsync(More("large", "10.8.0.0/16"), drifted);
        Assert.Equal("Update app: size: changed outside", Harness.PlanText(plan));
        Assert.Equal(ApplyOutcome.Succeeded, (await harness.ApplyAsync(More("large", "10.8.0.0/16"), choices: drifted)).Outcome);
        Assert.True((await harness.LookAsync()).IsAsState);
        Assert.Contains("other", Harness.PlanText(await harness.PlanAsync(More("large", "10.8.0.0/16"))), StringComparison.Ordinal);

        // What the program no longer has is deleted by the plan of everything, not by this one.
        harness.World.Meddle(app, "size", Datum.Of("tiny"));
        var without = new TestProgram();
        without.Add("aws:vpc:vpc", "other", ("cidrBlock", V("10.9.0.0/16")));
        Assert.DoesNotContain((await harness.PlanAsync(without, drifted)).Steps, s => s.Action != StepAction.NoOp);
    }
}
