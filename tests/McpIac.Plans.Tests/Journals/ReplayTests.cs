using McpIac.Plans.Graphs;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Journals;

public sealed class ReplayTests
{
    private static ResourceState Made(string id) => new("u", "t", "n", "p", id, Datum.EmptyMap, Datum.MapOf([new("id", Datum.Of(id))]), null, null, ["d"], []);

    private static DeploymentState After(params JournalEntry[] entries) => Replay.Apply(DeploymentState.Empty("shop"), entries);

    [Fact]
    public void Renamed_KeepsWhereItCameFrom_AndWhoReferredToIt()
    {
        var user = Made("b") with { Urn = "v", Dependencies = ["u"] };
        var state = After(new ResourceConfirmed("1", Made("a")), new ResourceConfirmed("2", user), new ResourcesRenamed([new("u", "w", "t", "new")]), new ResourcesRenamed([new("w", "x", "t", "newer"), new("v", "x", "t", "no")]));
        Assert.Equal(["v", "x"], state.Resources.Keys.Order());
        Assert.Equal(("a", "newer", "u", "u"), (state.Resources["x"].Id, state.Resources["x"].Name, state.Resources["x"].Origin, state.Resources["x"].ProviderUrn));
        Assert.Equal(["x"], state.Resources["v"].Dependencies);
    }

    [Fact]
    public void AnIntent_IsPendingUntilItsKeyIsSettled()
    {
        var intent = new IntentRecorded("k", "create", "u", "t", "n", "p", null, Datum.EmptyMap, ["d"]);
        Assert.Equal("k", Assert.Single(After(intent).Pending).Key);
        Assert.Empty(After(intent, new ResourceConfirmed("k", Made("1"))).Pending);
        Assert.Empty(After(intent, new ResourceGone("k", "u")).Pending);
        Assert.Empty(After(intent, new IntentFailed("k", "invalid", "no")).Pending);
        Assert.Single(After(intent, new IntentFailed("other", "invalid", "no")).Pending);
    }

    [Fact]
    public void WhatIsSettledLate_RefersToWhatWasCurrentWhenItWasSent()
    {
        var user = Made("b") with { Urn = "v", Dependencies = ["u"] };
        var state = After(
            new ResourceConfirmed("1", Made("old")), new IntentRecorded("k", "create", "v", "t", "n", "p", null, Datum.EmptyMap, ["u"]),
            new ResourceConfirmed("2", Made("new"), DeposePrior: true), new ResourceConfirmed("k", user));
        Assert.Equal((4, 2), (state.Resources["v"].Since, state.Resources["v"].At));
        Assert.Contains(new StateObject("v", null), DeletionOrder.Of(state).DependentsOf(new StateObject("u", "old")));
    }

    [Fact]
    public void AReplacement_DeposesTheOld_AndTakingItBackRestoresIt()
    {
        var replaced = After(new ResourceConfirmed("1", Made("old")), new ResourceConfirmed("2", Made("new"), DeposePrior: true));
        Assert.Equal(("new", "old", 1, 2), (replaced.Resources["u"].Id, replaced.Resources["u"].Deposed[0].Id, replaced.Resources["u"].Deposed[0].Since, replaced.Resources["u"].Deposed[0].Until));

        var restored = Replay.Apply(replaced, [new DeposedRestored("u", "old"), new ResourceGone("3", "u", "new")]);
        var before = After(new ResourceConfirmed("1", Made("old"))).Resources["u"];
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(before, StoredJson.Options), System.Text.Json.JsonSerializer.Serialize(restored.Resources["u"], StoredJson.Options));
    }

    [Fact]
    public void Marks_StayUntilTheyAreTakenBack_ATaintUntilItsObjectIsReplaced()
    {
        var marked = After(new ResourceConfirmed("1", Made("a")), new ResourceMarked("u", Tainted: true, Protected: true), new ResourceConfirmed("2", Made("a")));
        Assert.True(marked.Resources["u"] is { Tainted: true, Protected: true });
        var replaced = Replay.Apply(marked, new ResourceConfirmed("3", Made("b"), DeposePrior: true));
        Assert.True(replaced.Resources["u"] is { Tainted: false, Protected: true });
        Assert.True(Replay.Apply(replaced, new DeposedRestored("u", "a")).Resources["u"] is { Tainted: true, Protected: true });
        Assert.True(Replay.Apply(marked, new ResourceMarked("u", false, false)).Resources["u"] is { Tainted: false, Protected: false });
        Assert.Empty(After(new ResourceMarked("u", true, true)).Resources);
    }

    [Fact]
    public void AnImport_TakesThePlaceOfAll_AndSerialsGoOnBehindIt()
    {
        var before = After(new ResourceConfirmed("1", Made("a")), new OutputsRecorded(new Dictionary<string, Datum> { ["x"] = Datum.True }));
        var imported = Replay.Apply(before, new StateImported(40, [Made("b") with { Urn = "v", Since = 39, At = 40 }], new Dictionary<string, Datum>(), []));
        Assert.Equal((41, "v", 0, 40), (imported.Serial, imported.Resources.Keys.Single(), imported.Outputs.Count, imported.Resources["v"].At));
        Assert.Equal(42, Replay.Apply(imported, new ResourceConfirmed("2", Made("c"))).Resources["u"].Since);
        Assert.Equal(3, Replay.Apply(before, new StateImported(1, [], new Dictionary<string, Datum>(), [])).Serial);
    }

    [Fact]
    public void AnObjectThatKeepsItsId_IsNeverDeposed() =>
        Assert.Empty(After(new ResourceConfirmed("1", Made("same")), new ResourceConfirmed("2", Made("same"), DeposePrior: true)).Resources["u"].Deposed);

    [Fact]
    public void AGoneResource_StaysKnownForItsDeposedObjects()
    {
        var state = After(new ResourceConfirmed("1", Made("old")), new ResourceConfirmed("2", Made("new"), true), new ResourceGone("3", "u"));
        Assert.Equal(("", "old"), (state.Resources["u"].Id, state.Resources["u"].Deposed.Single().Id));
        Assert.Empty(Replay.Apply(state, new ResourceGone("4", "u", "old")).Resources);
    }

    [Fact]
    public void AnUpdateKnowsSinceWhenItsObjectIs() =>
        Assert.Equal((1, 2), After(new ResourceConfirmed("1", Made("a")), new ResourceConfirmed("2", Made("a"))).Resources["u"] is var r ? (r.Since, r.At) : default);

    [Fact]
    public void Dependencies_CanChangeAlone() =>
        Assert.Equal(["x"], After(new ResourceConfirmed("1", Made("a")), new DependenciesRecorded("u", ["x"])).Resources["u"].Dependencies);

    [Fact]
    public void EveryEntry_CountsOneSerial() => Assert.Equal(3, After(new RunStarted("r", "apply"), new OutputsRecorded(new Dictionary<string, Datum>()), new RunEnded("r", "failed")).Serial);

    [Fact]
    public void AStoredEntry_ThatLacksWhatItNeeds_IsNoEntry()
    {
        Assert.Null(JournalJson.Read("resourceConfirmed", """{"key":"k"}"""));
        Assert.Null(JournalJson.Read("resourceGone", """{"key":null,"urn":"u"}"""));
        Assert.Null(JournalJson.Read("nonsense", "{}"));
        Assert.Null(JournalJson.Read("runStarted", "not json"));
        Assert.IsType<ResourceGone>(JournalJson.Read("resourceGone", """{"key":"k","urn":"u"}"""));
    }
}
