using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.States;

public sealed class StateDifferenceTests
{
    private static ResourceState Made(string name, string id, params (string, Datum)[] inputs) => new(
        $"shop/t/{name}", "t", name, "p", id, Datum.MapOf(inputs.Select(i => new KeyValuePair<string, Datum>(i.Item1, i.Item2))), Datum.MapOf([new("id", Datum.Of(id))]), null, null, [], []);

    private static DeploymentState State(params ResourceState[] resources) =>
        DeploymentState.Empty("shop") with { Resources = resources.ToDictionary(r => r.Urn, StringComparer.Ordinal) };

    private static string Show(StateDifference difference) => string.Join("; ", difference.Resources.Select(r =>
        $"{r.Name} {r.What}{(r.Former is null ? "" : $" from {r.Former}")} {string.Join(' ', r.Properties.Concat(r.Kept).Select(p => $"{p.Path}:{p.Before}→{p.After}"))}".TrimEnd()));

    [Fact]
    public void Differences_AreToldByResourceAndProperty()
    {
        var before = State(Made("a", "1", ("n", Datum.Of(1)), ("list", Datum.ListOf([Datum.Of(1), Datum.Of(2)]))), Made("b", "2"), Made("c", "3"), Made("d", "4"), Made("same", "5"));
        var after = State(
            Made("a", "1", ("list", Datum.ListOf([Datum.Of(1), Datum.Of(3)]))) with { Dependencies = ["shop/t/x"] }, Made("b", "22"), Made("moved", "3") with { Origin = "shop/t/c" }, Made("new", "9"), Made("same", "5"));
        Assert.Equal(
            "a changed n:1→ list/1:2→3 dependencies:[]→[\"shop/t/x\"]; b replaced id:\"2\"→\"22\"; d removed; moved renamed from shop/t/c; new added",
            Show(StateDifference.Between(before, after)));
        Assert.True(StateDifference.Between(after, after).IsEmpty);
    }

    [Fact]
    public void Secrets_AreMasked_AndStillDiffer()
    {
        var difference = StateDifference.Between(
            State(Made("a", "1", ("password", Fingerprints.Of("u", Datum.Of("old"))))) with { Outputs = new Dictionary<string, Datum> { ["x"] = Datum.Of(1) } },
            State(Made("a", "1", ("password", Fingerprints.Of("u", Datum.Of("new"))))));
        Assert.Equal("a changed password:{\"$iac\":\"secret\"}→{\"$iac\":\"secret\"}", Show(difference));
        Assert.Equal(("x", "removed"), (difference.Outputs.Single().Path, difference.Outputs.Single().Reason));
    }
}
