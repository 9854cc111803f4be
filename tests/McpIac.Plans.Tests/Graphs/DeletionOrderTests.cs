using McpIac.Plans.Graphs;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Graphs;

public sealed class DeletionOrderTests
{
    [Fact]
    public void Dependents_GoFirst() => Assert.Equal("c b a", Order(Resource("a"), Resource("b", ["a"]), Resource("c", ["b"])));

    [Fact]
    public void ACircle_IsCut_AndNothingIsLeftOut() => Assert.Equal("c a b", Order(Resource("a", ["b"]), Resource("b", ["a"]), Resource("c", ["a"])));

    [Fact]
    public void AnObject_RefersToWhatWasCurrentWhenItWasChanged()
    {
        // b was last changed at 5, when a's old object was current; so the old one waits for b, and b itself for a's new one, which needs it.
        var a = Resource("a", ["b"], since: 10, at: 10) with { Deposed = [Deposed("a1", since: 1, until: 10)] };
        var b = Resource("b", ["a"], since: 5, at: 5);
        Assert.Equal("a b a:a1", Order(a, b));
    }

    [Fact]
    public void TwoDeposedObjectsOfTwoPrograms_AreNoCircle()
    {
        var a = Resource("a", [], since: 20, at: 20) with { Deposed = [Deposed("a1", 1, 10, ["b"]), Deposed("a2", 10, 20)] };
        var b = Resource("b", [], since: 21, at: 21) with { Deposed = [Deposed("b1", 0, 9), Deposed("b2", 11, 21, ["a"])] };
        var order = Order(a, b).Split(' ');
        Assert.True(Array.IndexOf(order, "a:a1") < Array.IndexOf(order, "b:b1"));
        Assert.True(Array.IndexOf(order, "b:b2") < Array.IndexOf(order, "a:a2"));
    }

    private static string Order(params ResourceState[] resources) => string.Join(' ', DeletionOrder
        .Of(DeploymentState.Empty("shop") with { Resources = resources.ToDictionary(r => r.Urn) }).Objects.Select(o => o.DeposedId is null ? o.Urn : $"{o.Urn}:{o.DeposedId}"));

    private static ResourceState Resource(string urn, string[]? needs = null, long since = 1, long at = 2) =>
        new(urn, "t", urn, "p", urn + "-id", Datum.EmptyMap, Datum.EmptyMap, null, null, needs ?? [], [], since, at);

    private static DeposedResource Deposed(string id, long since, long until, string[]? needs = null) =>
        new(id, Datum.EmptyMap, Datum.EmptyMap, null, null, needs ?? [], since, since, until);
}
