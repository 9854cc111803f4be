using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Planning;

public sealed class PlanTests
{
    private const string Item = "test:thing:item";
    private readonly Reality reality = new();

    [Fact]
    public async Task EachResource_GetsTheActionThatItsDifferencesCallFor()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        foreach (var name in new[] { "same", "changed", "moved", "gone", "vanished" }) await session.MadeAsync(Create(name, Map(("size", 1), ("place", "here"))));
        reality.Remove(Item, session.Store.FindUrn($"d/{Item}/vanished")!.Id);
        var plan = await PlanAsync(session,
            Declared("same", Map(("size", 1), ("place", "here"), ("color", "RED"))),
            Declared("changed", Map(("size", 2), ("place", "here"))),
            Declared("moved", Map(("size", 1), ("place", "there"))),
            Declared("vanished", Map(("size", 1), ("place", "here"))),
            Declared("new", Map(("bigness", 7))));
        Assert.Equal(["noop", "update", "replace", "create", "create", "delete"], plan.Changes.Select(c => c.Action));
        Assert.Equal([new WireDiff("/size", Datum.Of(1), Datum.Of(2), false, "changed")], plan.Changes[1].Diff);
        Assert.Equal([new WireDiff("/place", Datum.Of("here"), Datum.Of("there"), true, "changed")], plan.Changes[2].Diff);
        Assert.Equal(Map(("size", 7), ("color", "red")), plan.Changes[4].Properties);
        Assert.Equal(["exact", "exact", "recreate", "exact", "exact", "recreate"], plan.Changes.Select(c => c.Inverse.Kind));
        Assert.Equal([false, false, true, false, false, true], plan.Changes.Select(c => c.DestroysData));
    }

    [Fact]
    public async Task WhatTheHandlerForesees_IsPlannedAndMade_AndLeavesAloneWhatExists()
    {
        var made = new List<Datum>();
        var zone = "z5";
        await using var session = await StartAsync(new ItemHandler(reality)
        {
            OnForesee = p => (p["zone"] is null ? p.With("zone", Datum.Of(zone)) : p).With("notes", Datum.Of(p["notes"]?.AsText()?.Trim() ?? "")),
            OnCreate = (p, _) => Add(p), OnUpdate = (p, _) => Add(p),
        });
        var declared = Declared("a", Map(("size", 1), ("notes", " hello ")));
        var planned = Assert.Single((await PlanAsync(session, declared)).Changes);
        Assert.Equal(Map(("size", 1), ("notes", "hello"), ("color", "red"), ("zone", "z5")), planned.Properties);
        await session.MadeAsync(Create("a", declared.Properties));
        Assert.Equal(planned.Properties, Assert.Single(made));

        zone = "z6";
        Assert.Equal(["noop"], (await PlanAsync(session, declared with { Properties = Map(("size", 1), ("notes", "hello  ")) })).Changes.Select(c => c.Action));
        var update = Assert.Single((await PlanAsync(session, declared with { Properties = Map(("size", 2), ("notes", "bye ")) })).Changes);
        Assert.Equal(["/notes", "/size"], update.Diff.Select(d => d.Path).Order(StringComparer.Ordinal));
        Assert.Null(update.Properties?["zone"]);

        Task Add(Datum properties)
        {
            made.Add(properties);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task WithAnUnknownValue_OrAHandlerThatFails_ThePlanSaysWhatTheSchemaSays(bool fails, bool isExpected)
    {
        await using var session = await StartAsync(new ItemHandler(reality)
        {
            OnForesee = p => fails ? throw (isExpected ? new ProviderException(ErrorCodes.Unavailable, "not now") : new InvalidOperationException("oh")) : p.With("zone", Datum.Of("z5")),
        });
        var notes = fails ? Datum.Of("n") : Datum.MapOf([new("$iac", Datum.Of("unknown"))]);
        var planned = Assert.Single((await PlanAsync(session, Declared("a", Map(("size", 1), ("notes", notes))))).Changes);
        Assert.Equal(("create", 0), (planned.Action, planned.Diagnostics.Count));
        Assert.Null(planned.Properties?["zone"]);
    }

    [Fact]
    public async Task Planning_ChangesNothing_AndApplyingThePlanDoes_AndASecondPlanIsAllNoop()
    {
        var handler = new ItemHandler(reality);
        await using var session = await StartAsync(handler);
        await session.MadeAsync(Create("moved", Map(("size", 1), ("place", "here"))));
        await session.MadeAsync(Create("gone", Map(("size", 1))));
        WireResourceDeclaration[] declared = [Declared("moved", Map(("size", 1), ("place", "there"), ("password", "s3cret"))), Declared("new", Map(("size", 2)))];
        var calls = handler.Calls.Count;
        var plan = await PlanAsync(session, declared);
        Assert.Equal(calls, handler.Calls.Count);

        var answer = await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", plan.PlanId, plan.PlanDigest));
        Assert.True(answer.Success, answer.Error?.Message);
        Assert.Equal(["create moved", "create new"], handler.Calls.Skip(calls).Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(["delete gone", "delete moved"], handler.Calls.Skip(calls + 2).Order(StringComparer.Ordinal));
        Assert.Equal(plan.Changes[0].Key, answer.Data!.Results[0].Key);
        Assert.Equal(["noop", "noop"], (await PlanAsync(session, declared)).Changes.Select(c => c.Action));

        var again = await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", plan.PlanId));
        Assert.True(again.Success);
        Assert.Equal(2, reality.Count);
    }

    [Fact]
    public async Task PlanOfADeploymentThatHasChangedSince_IsAConflict()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var plan = await PlanAsync(session, Declared("a", Map(("size", 1))));
        await session.MadeAsync(Create("b", Map(("size", 1))));
        Assert.Equal("conflict", (await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", plan.PlanId))).Error!.Code);
        Assert.Equal("conflict", (await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", plan.PlanId, "sha256:0"))).Error!.Code);
        Assert.Equal("notFound", (await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", "plan-0"))).Error!.Code);
    }

    [Fact]
    public async Task PlanThatIsAnHourOld_IsForgotten()
    {
        var time = new ManualTime();
        await using var session = await StartAsync(new ItemHandler(reality), options: new ProviderOptions("test", "1.0", Time: time));
        var plan = await PlanAsync(session, Declared("a", Map(("size", 1))));
        time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal("notFound", (await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", plan.PlanId))).Error!.Code);
    }

    [Fact]
    public async Task UnknownValues_AreKnownAfterApply_AndErrorsAreDiagnostics_AndNeitherCanBeApplied()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        await session.MadeAsync(Create("a", Map(("size", 1))));
        var plan = await PlanAsync(session, Declared("a", Map(("size", 1), ("notes", Map(("$iac", "unknown"))))));
        Assert.Equal("known after apply", Assert.Single(plan.Changes[0].Diff).Reason);
        Assert.Equal("invalid", (await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", plan.PlanId))).Error!.Code);

        var wrong = await PlanAsync(session, Declared("a", Map(("size", "x"))));
        Assert.Equal(("error", "/size"), (wrong.Changes[0].Diagnostics[0].Severity, wrong.Changes[0].Diagnostics[0].Path));
        Assert.Equal("invalid", (await session.CallAsync<ApplyData>("applyDeployment", new ApplyArguments("d", wrong.PlanId))).Error!.Code);
    }

    [Fact]
    public async Task Secrets_AreMaskedInAPlan_AndTheirChangeIsSeen()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        await session.MadeAsync(Create("a", Map(("size", 1), ("password", "one"))));
        var same = await PlanAsync(session, Declared("a", Map(("size", 1), ("password", "one"))));
        Assert.Equal("noop", same.Changes[0].Action);
        var changed = await PlanAsync(session, Declared("a", Map(("size", 1), ("password", "two"))));
        var masked = Map(("$iac", "secret"));
        Assert.Equal([new WireDiff("/password", masked, masked, false, "changed")], changed.Changes[0].Diff);
    }

    [Fact]
    public async Task SecretThatCannotBeReadBack_CountsAsUnchanged()
    {
        await using var session = await StartAsync(new NoteHandler { HidesPins = true });
        var made = await session.MadeAsync(Create("n", Map(("text", "milk"), ("pin", "1234-pin")), type: "example:wall:note"));
        var plan = await session.CallAsync<PlanData>("planDeployment",
            new PlanArguments("d", [new(made.Type, "n", Map(("text", "milk"), ("pin", "1234-pin")), made.Urn)]));
        Assert.Equal("noop", Assert.Single(plan.Data!.Changes).Action);
    }

    [Fact]
    public async Task ChangesOfAnOrchestrator_ArePlannedUnderTheirOwnKeys()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var made = await session.MadeAsync(Create("a", Map(("size", 1))));
        var update = Update(made, Map(("size", 2)));
        var answer = await session.CallAsync<PlanData>("planDeployment", new PlanArguments("d", Changes: [update, Create("b", Map(("size", 1)), "kb"), Delete(made, "kd")]));
        Assert.Equal([(update.Key, "update"), ("kb", "create"), ("kd", "delete")], answer.Data!.Changes.Select(c => (c.Key, c.Action)));
    }

    [Fact]
    public async Task DryRun_RemembersNoPlan()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var answer = await session.CallAsync<PlanData>("planDeployment", new PlanArguments("d", [Declared("a", Map(("size", 1)))], Options: new PlanOptions(DryRun: true)));
        Assert.Equal("", answer.Data!.PlanId);
    }

    private static WireResourceDeclaration Declared(string name, Datum properties) => new(Item, name, properties);

    private static async Task<PlanData> PlanAsync(Session session, params WireResourceDeclaration[] resources) =>
        (await session.CallAsync<PlanData>("planDeployment", new PlanArguments("d", resources))).Data!;
}
