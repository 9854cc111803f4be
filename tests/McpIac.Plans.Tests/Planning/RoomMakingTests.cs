using McpIac.Plans.Graphs;
using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;
using static McpIac.Plans.Tests.Planning.PlanBuilderTests;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Plans.Tests.Planning;

public sealed class RoomMakingTests
{
    private readonly Simulation simulation = new();

    private static TestProgram Alias(string mode, string resource = "hosts", string name = "web", bool member = true)
    {
        var program = new TestProgram();
        var alias = program.Add("fw:alias:alias", resource, ("name", V(name)), ("mode", V(mode)));
        if (member) program.Add("fw:alias:member", "first", ("alias", alias["id"]), ("value", V("10.0.0.1")));
        return program;
    }

    [Fact]
    public void AReplacementThatKeepsItsNaturalKey_DeletesTheOldFirst_AfterItsReplacedDependents()
    {
        simulation.Apply(Alias("host"));
        Assert.Equal("""
            replace hosts: mode: forces replacement (first)
            replace first: alias: forces replacement, because hosts is replaced (first)
            """, Text(simulation.Plan(Alias("network"))));
    }

    [Fact]
    public void AReplacementThatChangesItsNaturalKey_ExpandsFirst()
    {
        simulation.Apply(Alias("host"));
        Assert.All(Acting(simulation.Plan(Alias("network", name: "hosts"))), s => Assert.False(s.DeleteFirst));
    }

    [Fact]
    public void ARenamedResource_IsDeletedBeforeItsSuccessorIsCreated()
    {
        simulation.Apply(Alias("host", member: false));
        var plan = simulation.Plan(Alias("host", resource: "servers", member: false));
        Assert.Equal("""
            delete hosts: no longer in the program (first)
            create servers: new
            """, Text(plan));
        Assert.Equal(["hosts", "servers"], Stages(plan));
        Assert.Contains(Acting(plan)[0].Urn, Acting(plan)[1].DependsOn);
    }

    [Fact]
    public void WhatDependsOnARenamedResource_GoesBeforeIt()
    {
        simulation.Apply(Alias("host"));
        Assert.Equal("""
            delete first: no longer in the program (first)
            delete hosts: no longer in the program (first)
            create servers: new
            """, Text(simulation.Plan(Alias("host", resource: "servers", member: false))));
    }

    [Fact]
    public void WhatHasNothingToDoWithMakingRoom_IsDoneBefore()
    {
        simulation.Apply(Alias("host"));
        var program = Alias("network");
        program.Add("fw:net:vlan", "apart", ("tag", V(1)), ("interface", V("igc0")));
        Assert.Equal(["apart", "hosts", "first"], Stages(simulation.Plan(program)));
    }

    [Fact]
    public void ATypeThatSaysSo_IsDeletedFirst()
    {
        simulation.Apply(Unit("1"));
        Assert.Equal("replace box: slot: forces replacement (first)", Text(simulation.Plan(Unit("2"))));

        static TestProgram Unit(string slot)
        {
            var program = new TestProgram();
            program.Add("fw:box:unit", "box", ("slot", V(slot)));
            return program;
        }
    }

    [Fact]
    public void ALeftover_IsDeletedWithoutTouchingTheResource()
    {
        simulation.Apply(Alias("host"));
        var left = simulation.State.Resources["shop/fw:alias:alias/hosts"];
        simulation.Edit(s => s with
        {
            Resources = s.Resources.ToDictionary(r => r.Key, r => r.Key != left.Urn ? r.Value
                : left with { Deposed = [new DeposedResource("old-1", left.Inputs, left.Outputs, null, null, [], 0, 0, 1)] }),
        });
        var plan = simulation.Plan(Alias("host"));
        var delete = Assert.Single(Acting(plan));
        Assert.Equal((StepAction.Delete, "old-1", "left over from a replacement"), (delete.Action, delete.DeposedId, delete.Reason));
        Assert.False(plan.IsEmpty);
    }

    [Fact]
    public void ALeftoverWhoseNaturalKeyIsWanted_IsDeletedFirst()
    {
        simulation.Apply(Alias("host"));
        Leave("hosts", "old-1", "servers");
        var program = Alias("host");
        program.Add("fw:alias:alias", "servers", ("name", V("servers")), ("mode", V("host")));
        var plan = simulation.Plan(program);
        Assert.Equal("""
            delete hosts: left over from a replacement (first)
            create servers: new
            """, Text(plan));
        Assert.Equal([new StateObject("shop/fw:alias:alias/hosts", "old-1")], Acting(plan)[1].Room);
    }

    [Fact]
    public void ALeftoverOfItsOwn_IsDeletedBeforeTheResourceTakesItsKeyAgain()
    {
        simulation.Apply(Alias("host", name: "new", member: false));
        Leave("hosts", "old-1", "web");
        Assert.Equal("""
            delete hosts: left over from a replacement (first)
            replace hosts: mode: forces replacement
            """, Text(simulation.Plan(Alias("network", member: false))));
        Assert.Equal("""
            delete hosts: left over from a replacement (first)
            update hosts: name: changed
            """, Text(simulation.Plan(Alias("host", member: false))));
    }

    [Fact]
    public void AnUpdateThatGivesANaturalKeyFree_IsMadeBeforeWhatTakesIt()
    {
        simulation.Apply(Named(("a", "one"), ("b", "two")));
        var plan = simulation.Plan(Named(("new", "one"), ("a", "two"), ("b", "three")));
        Assert.Equal("""
            update b: name: changed
            update a: name: changed
            create new: new
            """, Text(plan));
        Assert.Equal(["b", "a", "new"], Stages(plan));
    }

    [Fact]
    public void AReplacementThatGivesANaturalKeyFree_DeletesTheOldFirst()
    {
        simulation.Apply(Alias("host", member: false));
        var program = new TestProgram();
        program.Add("fw:alias:alias", "new", ("name", V("web")), ("mode", V("host")));
        program.Add("fw:alias:alias", "hosts", ("name", V("other")), ("mode", V("network")));
        Assert.Equal("""
            create new: new
            replace hosts: mode: forces replacement (first)
            """, Text(simulation.Plan(program)));
    }

    [Fact]
    public void NaturalKeysThatAreSwapped_AreLeftToTheProvider()
    {
        simulation.Apply(Named(("a", "one"), ("b", "two")));
        var plan = simulation.Plan(Named(("a", "two"), ("b", "one")));
        Assert.Equal(2, Acting(plan).Count(s => s.Action == StepAction.Update));
        Assert.Equal(1, Acting(plan).Sum(s => s.Room.Count));
    }

    [Fact]
    public void NaturalKeysThatMoveOnByOneInACircle_AreLeftToTheProviderInOnePlaceOnly()
    {
        (string, string)[] before = [.. Enumerable.Range(0, 50).Select(i => ($"r{i}", $"n{i}"))], after = [.. Enumerable.Range(0, 50).Select(i => ($"r{i}", $"n{(i + 49) % 50}"))];
        simulation.Apply(Named(before));
        Assert.Equal(49, Acting(simulation.Plan(Named(after))).Sum(s => s.Room.Count));
    }

    [Fact]
    public void ANaturalKeyThatASecretTookPartIn_IsFoundTaken()
    {
        simulation.Apply(Alias("host", member: false));
        simulation.Edit(s => s with { Resources = s.Resources.ToDictionary(r => r.Key, r => r.Value with { Inputs = r.Value.Inputs.With("name", Fingerprints.Of(r.Value.ProviderUrn, Datum.Of("web"))) }) });
        Assert.Equal("""
            delete hosts: no longer in the program (first)
            create servers: new
            """, Text(simulation.Plan(Alias("host", resource: "servers", member: false))));
    }

    [Fact]
    public void WhatLacksAPartOfItsNaturalKey_TakesNothing()
    {
        simulation.Apply(Untagged("host"));
        Assert.All(Acting(simulation.Plan(Untagged("network"))), s => Assert.Equal((false, 0), (s.DeleteFirst, s.Room.Count)));

        static TestProgram Untagged(string mode)
        {
            var program = new TestProgram();
            program.Add("fw:alias:alias", "a", ("mode", V(mode)));
            program.Add("fw:alias:alias", "b", ("mode", V(mode)));
            return program;
        }
    }

    [Fact]
    public void WhatWaitsForTheTaker_IsNotWaitedFor()
    {
        simulation.Apply(Named(("a", "one")));
        var program = new TestProgram();
        var taker = program.Add("fw:alias:alias", "new", ("name", V("one")), ("mode", V("host")));
        program.Add("fw:alias:alias", "a", ("name", V("two")), ("mode", V("host")), ("content", taker["id"]));
        Assert.All(simulation.Plan(program).Steps, s => Assert.Empty(s.Room));
    }

    [Fact]
    public void AnUpdateThatLetsGoOfWhatIsDeletedFirst_GoesBeforeIt()
    {
        simulation.Apply(Boxed("1", old: true));
        var plan = simulation.Plan(Boxed("2", old: false));
        Assert.Equal("""
            replace other: slot: forces replacement (first)
            update frontend: backend: known after apply, because other is replaced
            delete member: no longer in the program (first)
            replace box: slot: forces replacement (first)
            """, Text(plan));
        Assert.Equal([Acting(plan)[1].Urn], Acting(plan)[2].ReleasedBy);

        static TestProgram Boxed(string slot, bool old)
        {
            var program = new TestProgram();
            var (box, other) = (program.Add("fw:box:unit", "box", ("slot", V(slot))), program.Add("fw:box:unit", "other", ("slot", V(slot))));
            var member = old ? program.Add("fw:alias:member", "member", ("alias", box["id"]), ("value", V("10.0.0.1"))) : other;
            program.Add("fw:haproxy:frontend", "frontend", ("backend", member["id"]), ("bind", V("0.0.0.0:80")));
            return program;
        }
    }

    [Fact]
    public void WhatIsUsedUntilAnUpdateThatWaitsForIt_GoesLast_AndThatItsUseMayBeRefusedIsSaid()
    {
        simulation.Apply(Chain("1"));
        var (plan, diagnostics) = PlanBuilder.Build(Chain("2").Bound(), simulation.State, TestTypes.Catalog);
        Assert.Equal("""
            replace box: slot: forces replacement (first)
            replace member: alias: forces replacement, because box is replaced
            update frontend: backend: known after apply, because member is replaced
            """, Text(plan!));
        var said = Assert.Single(diagnostics);
        Assert.Equal(("MCI4080", "If it does, let that be replaced as well: --replace frontend."), (said.Id, said.Remedy));
        Assert.StartsWith("box (fw:box:unit) has to be deleted before what takes its place can be made, while it is still in use: frontend lets go", said.Message, StringComparison.Ordinal);

        (plan, diagnostics) = PlanBuilder.Build(Chain("2").Bound(), simulation.State, TestTypes.Catalog, basis: new PlanBasis { Selection = Selection.Of(Chain("2").Bound(), simulation.State, [], [], ["frontend"]).Selection });
        Assert.All(Acting(plan!), s => Assert.True(s.DeleteFirst));
        Assert.Empty(diagnostics);

        static TestProgram Chain(string slot)
        {
            var program = new TestProgram();
            var box = program.Add("fw:box:unit", "box", ("slot", V(slot)));
            var member = program.Add("fw:alias:member", "member", ("alias", box["id"]), ("value", V("10.0.0.1")));
            program.Add("fw:haproxy:frontend", "frontend", ("backend", member["id"]), ("bind", V("0.0.0.0:80")));
            return program;
        }
    }

    [Fact]
    public void WhatOnlyAnotherProviderUses_GoesFirstAllTheSame()
    {
        simulation.Apply(Chain("1"));
        Assert.Equal("""
            replace box: slot: forces replacement (first)
            replace member: alias: forces replacement, because box is replaced (first)
            update page: content: known after apply, because member is replaced
            """, Text(simulation.Plan(Chain("2"))));

        static TestProgram Chain(string slot)
        {
            var program = new TestProgram();
            var box = program.Add("fw:box:unit", "box", ("slot", V(slot)));
            var member = program.Add("fw:alias:member", "member", ("alias", box["id"]), ("value", V("10.0.0.1")));
            program.Add("files:file:file", "page", ("path", V("p")), ("content", member["id"]));
            return program;
        }
    }

    [Fact]
    public void WhatMoreIsUpdatedThanNamed_IsCounted()
    {
        simulation.Apply(Used("1"));
        var said = Assert.Single(PlanBuilder.Build(Used("2").Bound(), simulation.State, TestTypes.Catalog).Diagnostics);
        Assert.Contains("f0, f1, f2 and 2 more let go", said.Message, StringComparison.Ordinal);
        Assert.EndsWith("--replace f2 ….", said.Remedy, StringComparison.Ordinal);

        static TestProgram Used(string slot)
        {
            var program = new TestProgram();
            var box = program.Add("fw:box:unit", "box", ("slot", V(slot)));
            for (var i = 0; i < 5; i++) program.Add("fw:haproxy:frontend", $"f{i}", ("backend", box["id"]), ("bind", V($"0.0.0.0:{i}")));
            return program;
        }
    }

    private static TestProgram Named(params (string Resource, string Name)[] aliases)
    {
        var program = new TestProgram();
        foreach (var (resource, name) in aliases) program.Add("fw:alias:alias", resource, ("name", V(name)), ("mode", V("host")));
        return program;
    }

    private void Leave(string resource, string id, string name) => simulation.Edit(s => s with
    {
        Resources = s.Resources.ToDictionary(r => r.Key, r => r.Value.Name != resource ? r.Value
            : r.Value with { Deposed = [new DeposedResource(id, r.Value.Inputs.With("name", Datum.Of(name)), r.Value.Outputs, null, null, [], 0, 0, 1)] }),
    });
}
