using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Planning;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Protocol;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Rollbacks;

/// <summary>What a plan says of taking its steps back, and that a run that fails does so.</summary>
public sealed class AtomicityTests
{
    private readonly Harness harness = new();

    [Fact]
    public async Task EachStepThatIsNotTakenBackExactly_IsRefused_UnlessItIsAllowedByName()
    {
        var before = new TestProgram();
        before.Add("aws:rds:db", "db", ("engine", V("x")), ("password", V("first-password")));
        before.Add("aws:rds:db", "gone", ("engine", V("x")), ("password", V("gone-password")));
        before.Add("files:file:file", "page", ("path", V("p")), ("content", V("a")));
        before.Add("files:file:file", "old", ("path", V("old")));
        await harness.ConvergeAsync(before);
        var after = new TestProgram();
        after.Add("aws:rds:db", "db", ("engine", V("x")), ("password", V("second-password")));
        after.Add("files:file:file", "page", ("path", V("p")), ("content", V("b")));
        after.Add("files:file:file", "new", ("path", V("new")));
        var plan = await harness.PlanAsync(after);

        Assert.Equal(
        [
            "MCI4044 The plan isn't atomic: deleting gone (aws:rds:db) can't be taken back exactly: the data in it is lost.",
            "MCI4044 The plan isn't atomic: deleting old (files:file:file) can't be taken back exactly: taken back it would be another object, made anew.",
            "MCI4044 The plan isn't atomic: updating db (aws:rds:db) can't be taken back exactly: state keeps no secrets, so the former ones can't be sent again.",
        ], Reversal.Problems(plan, []).Select(p => $"{p.Id} {p.Message}").Order(StringComparer.Ordinal));
        Assert.Equal(["db"], Reversal.Problems(plan, ["gone", "files:file:file:ol*"]).Select(p => p.Message.Split(' ')[5]));
        Assert.Empty(Reversal.Problems(plan, ["*"]));

        var said = PlanJson.Write(plan)["steps"]!.Items.ToDictionary(s => s["name"]!.AsText()!, s => (s["undo"]!.AsText(), s["notUndone"]?.AsText()));
        Assert.Equal(("irreversible", "state keeps no secrets, so the former ones can't be sent again"), said["db"]);
        Assert.Equal(("exact", null), said["page"]);
        Assert.Equal(("exact", null), said["new"]);
    }

    [Fact]
    public void WhatATypeCanNotTakeBack_IsSaidByItsAction()
    {
        static string? Why(StepAction action, UndoKind undo) => Reversal.Judge(new PlanStep(action, "u", "t", "n", "p", new Dictionary<string, Dsl.Expressions.Expression>(), Schemas.Data.Datum.EmptyMap, [], "", undo, false, [])).NotUndone;
        Assert.Equal("the provider can't take its creation back", Why(StepAction.Create, UndoKind.Irreversible));
        Assert.Equal("the provider can't take its update back", Why(StepAction.Update, UndoKind.Irreversible));
        Assert.Equal("the provider can't make it again", Why(StepAction.Replace, UndoKind.Irreversible));
        Assert.Null(Why(StepAction.Update, UndoKind.Exact));
    }

    [Fact]
    public async Task AnUpdateThatLeavesSecretsAlone_IsTakenBack_WithThem()
    {
        TestProgram Program(string user, bool more = false)
        {
            var program = new TestProgram();
            var db = program.Add("aws:rds:db", "db", ("engine", V("x")), ("password", V("the-password")), ("users", L(new Dsl.Expressions.MapExpression([new("name", V(user))]))));
            if (more) program.Add("files:file:file", "f", [db.Urn], ("path", V("p")));
            return program;
        }

        await harness.ConvergeAsync(Program("a"));
        Assert.Equal(UndoKind.Exact, (await harness.PlanAsync(Program("b"))).Steps.Single().Undo);
        var (world, state) = (harness.World.Describe(), harness.State.Resources.Values.Single());
        harness.World.Fault = c => c.Name == "f" ? new WireError(ErrorCodes.Denied, "no") : null;
        var result = await harness.ApplyAsync(Program("b", more: true));
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Equal(world, harness.World.Describe());
        Assert.Equal(state.Inputs, harness.State.Resources.Values.Single().Inputs);
        Assert.DoesNotContain(harness.Storage.Lines, l => l.Body.Contains("the-password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnUpdateThatThePlanDidNotForesee_IsNotSent_WhereItCanNotBeTakenBackExactly()
    {
        static TestProgram Program(string content)
        {
            var program = new TestProgram();
            var file = program.Add("files:file:file", "source", ("path", V("a")), ("content", V(content)));
            program.Add("aws:rds:db", "db", ("engine", V("x")), ("password", Join(V("pw/"), file["digest"])));
            return program;
        }

        await harness.ConvergeAsync(Program("one"));
        var world = harness.World.Describe();
        Assert.Empty(Reversal.Problems(await harness.PlanAsync(Program("two")), []));
        harness.Options = harness.Options with { Atomic = true };
        var refused = await harness.ApplyAsync(Program("two"));
        Assert.Equal(ApplyOutcome.RolledBack, refused.Outcome);
        Assert.Equal("MCI4072 The apply isn't atomic: db (aws:rds:db) has to be updated too, because its password came out different from what was planned, and that can't be taken back exactly: "
            + "state keeps no secrets, so the former ones can't be sent again.", refused.Diagnostics.Select(d => $"{d.Id} {d.Message}").Single());
        Assert.Equal(["create source", "create db", "update source", "update source"], harness.World.Log);
        Assert.Equal(world, harness.World.Describe());

        harness.Options = harness.Options with { AllowIrreversible = ["db"] };
        Assert.Equal(["MCI4006"], (await harness.ConvergeAsync(Program("two"))).Diagnostics.Select(d => d.Id));
    }

    [Fact]
    public async Task AnUpdateThatThePlanDidNotForesee_AndCanBeTakenBack_IsMade_AtomicOrNot()
    {
        static TestProgram Program(string content)
        {
            var program = new TestProgram();
            var file = program.Add("files:file:file", "source", ("path", V("a")), ("content", V(content)));
            program.Add("files:file:file", "copy", ("path", V("b")), ("content", file["digest"]));
            return program;
        }

        await harness.ConvergeAsync(Program("one"));
        harness.Options = harness.Options with { Atomic = true };
        Assert.Equal(["MCI4006"], (await harness.ConvergeAsync(Program("two"))).Diagnostics.Select(d => d.Id));
    }
}
