using McpIac.Compiler.StateEvaluation;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Parameters;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Tests.StateEvaluation;

/// <summary>What no snapshot describes any more is evaluated as state has it; the rest is tested with the tool.</summary>
public sealed class StateExpressionsTests
{
    private static readonly Datum Outputs = Datum.MapOf(
    [
        new("host", Datum.Of("db.local")), new("ports", Datum.ListOf([Datum.Of(80), Datum.Of(443)])),
        new("password", Fingerprints.Of("urn", Datum.Of("hush-hush"))), new("user", Datum.MapOf([new("name", Datum.Of("root")), new("key", Fingerprints.Of("urn", Datum.Of("hush")))])),
    ]);

    private static async Task<Datum?> ValueAsync(string text)
    {
        var resource = new ResourceState("shop/old:db/main", "old:db", "main", "old", "1", Datum.EmptyMap, Outputs, null, null, [], []);
        var state = DeploymentState.Empty("shop") with { Resources = new Dictionary<string, ResourceState> { [resource.Urn] = resource } };
        var expressions = new StateExpressions(state, new Catalog([]), [], new Dictionary<string, GivenParameter>());
        return (await expressions.EvaluateAsync(text, "console", 1, TestContext.Current.CancellationToken)).Value;
    }

    [Theory]
    [InlineData("main.host", "\"db.local\"")]
    [InlineData("[for p in main.ports : p + 1]", "[81,444]")]
    [InlineData("main.user.name", "\"root\"")]
    [InlineData("main.nothing", "null")]
    public async Task Values_AreThoseOfTheState(string text, string value) => Assert.Equal(value, (await ValueAsync(text))?.ToString());

    [Theory]
    [InlineData("main.password")]
    [InlineData("main.password.sha256")]
    [InlineData("main.user")]
    [InlineData("main.user.key[\"$iac\"]")]
    [InlineData("keys(main.password)")]
    [InlineData("main.host == \"x\" ? main.password : \"\"")]
    public async Task Fingerprints_AreSecret_AndSoIsWhatIsInThem(string text) => Assert.Equal(Evaluation.Masked, await ValueAsync(text));

    [Fact]
    public async Task WhatIsOnlyRead_IsSaidToBeThat()
    {
        var expressions = new StateExpressions(DeploymentState.Empty("shop"), new Catalog([]), [], new Dictionary<string, GivenParameter>(), read: ["shared"]);
        var problem = Assert.Single((await expressions.EvaluateAsync("shared.id", "console", 1, TestContext.Current.CancellationToken)).Diagnostics);
        Assert.Equal(("MCI2006", "shared exists and isn't managed, so the state of shop has nothing of it."), (problem.Id, problem.Message));
    }

    [Fact]
    public async Task AResourceAlone_IsWhatIsKnownOfIt_SecretsMasked()
    {
        var whole = await ValueAsync("main");
        Assert.Equal(Datum.Of("db.local"), whole?["host"]);
        Assert.Equal(Evaluation.Masked, whole?["password"]);
        Assert.Equal(Evaluation.Masked, whole?["user"]?["key"]);
    }
}
