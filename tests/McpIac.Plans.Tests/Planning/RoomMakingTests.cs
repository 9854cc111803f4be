using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
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
}
