using McpIac.Providers.Handlers;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using static McpIac.Providers.Tests.Harness.Session;

namespace McpIac.Providers.Tests.Changes;

public sealed class ApplyTests
{
    private readonly Reality reality = new();

    [Fact]
    public async Task Create_FillsInDefaults_ResolvesAliases_AndReturnsOutputs()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var made = await session.MadeAsync(Create("a", Map(("bigness", 5))));
        Assert.Equal("i-1", made.Id);
        Assert.Equal("created", made.State);
        Assert.Equal(Map(("size", 5), ("color", "red"), ("zone", "z1")), made.Properties);
        Assert.Equal(Map(("id", "i-1"), ("token", "token-of-i-1"), ("zone", "z1")), made.Outputs);
        Assert.Equal("1", made.Etag);
    }

    [Fact]
    public async Task Update_ThenDelete_ChangeTheObject_AndRemoveIt()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var made = await session.MadeAsync(Create("a", Map(("size", 5))));
        var changed = await session.MadeAsync(Update(made, Map(("size", 6))));
        Assert.Equal(Datum.Of(6), changed.Properties["size"]);
        Assert.Equal("2", changed.Etag);
        Assert.Equal("applied", (await session.ApplyOneAsync(Delete(made))).Outcome);
        Assert.Equal(0, reality.Count);
        Assert.Empty(session.Store.Objects());
    }

    [Theory]
    [InlineData("size", "x", "/size")]
    [InlineData("nosuch", 1, "/nosuch")]
    public async Task PropertiesThatBreakTheSchema_AreInvalid_BeforeTheHandlerRuns(string name, object value, string path)
    {
        var handler = new ItemHandler(reality);
        await using var session = await StartAsync(handler);
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 1)).With(name, Map(("v", value))["v"]!)));
        Assert.Equal(("failed", "invalid", path, "none"), (result.Outcome, result.Error!.Code, result.Error.Details!.Path, result.Error.Details.SideEffects));
        Assert.Empty(handler.Calls);
    }

    [Fact]
    public async Task WhatTheHandlersCheckRefuses_IsInvalid()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 13))));
        Assert.Equal(("failed", "invalid", "Thirteen is refused."), (result.Outcome, result.Error!.Code, result.Error.Message));
    }

    [Fact]
    public async Task UnknownMarkers_AreInvalidInAnApply()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var result = await session.ApplyOneAsync(Create("a", Map(("size", Map(("$iac", "unknown"))))));
        Assert.Equal(("failed", "invalid", "/size"), (result.Outcome, result.Error!.Code, result.Error.Details!.Path));
    }

    [Fact]
    public async Task ImmutableProperty_ChangedByAnUpdate_IsInvalid()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var made = await session.MadeAsync(Create("a", Map(("size", 5), ("place", "here"))));
        var result = await session.ApplyOneAsync(Update(made, Map(("size", 5), ("place", "there"))));
        Assert.Equal(("failed", "invalid", "/place"), (result.Outcome, result.Error!.Code, result.Error.Details!.Path));
    }

    [Fact]
    public async Task UrnThatIsTaken_IsAlreadyExists_UnlessTheCreateReplaces()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var old = await session.MadeAsync(Create("a", Map(("size", 5), ("place", "here"))));
        var refused = await session.ApplyOneAsync(Create("a", Map(("size", 5))));
        Assert.Equal(("failed", "alreadyExists"), (refused.Outcome, refused.Error!.Code));

        var replacing = Create("a", Map(("size", 5), ("place", "there"))) with { Prior = new WirePrior(old.Properties, old.Outputs) };
        var made = await session.MadeAsync(replacing);
        Assert.NotEqual(old.Id, made.Id);
        Assert.Equal(2, session.Store.Objects().Count);
        Assert.Equal(made.Id, (await session.GetAsync(new GetArguments(Urn: made.Urn))).Data!.Id);

        await session.ApplyOneAsync(Delete(old));
        Assert.Equal(made.Id, Assert.Single(session.Store.Objects()).Id);
    }

    [Fact]
    public async Task ReplacementThatIsTakenBack_LeavesTheOldObjectAsTheUrnsOwn()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var old = await session.MadeAsync(Create("a", Map(("size", 5))));
        var made = await session.MadeAsync(Create("a", Map(("size", 6))) with { Prior = new WirePrior(old.Properties, old.Outputs) });
        await session.ApplyOneAsync(Delete(made));
        Assert.Equal(old.Id, (await session.GetAsync(new GetArguments(Urn: old.Urn))).Data!.Id);
        Assert.Equal("alreadyExists", (await session.ApplyOneAsync(Create("a", Map(("size", 7))))).Error!.Code);
    }

    [Fact]
    public async Task DeleteOfWhatIsNotThere_IsApplied()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var made = await session.MadeAsync(Create("a", Map(("size", 5))));
        await session.ApplyOneAsync(Delete(made));
        Assert.Equal("applied", (await session.ApplyOneAsync(Delete(made))).Outcome);
    }

    [Fact]
    public async Task UpdateOfWhatIsNotThere_IsNotFound()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var gone = new WireResource("i-9", "d/test:thing:item/a", "test:thing:item", "a", Datum.EmptyMap, Datum.EmptyMap, [], "created");
        Assert.Equal("notFound", (await session.ApplyOneAsync(Update(gone, Map(("size", 5))))).Error!.Code);
    }

    [Fact]
    public async Task EtagOfAnObjectThatSomebodyElseChanged_IsAConflict()
    {
        await using var session = await StartAsync(new ItemHandler(reality));
        var made = await session.MadeAsync(Create("a", Map(("size", 5))));
        reality.Change(made.Type, made.Id, Map(("size", 9)));
        var update = Update(made, Map(("size", 6))) with { Prior = new WirePrior(made.Properties, made.Outputs, made.Etag) };
        Assert.Equal("conflict", (await session.ApplyOneAsync(update)).Error!.Code);
        Assert.Equal(Datum.Of(9), reality.Find(made.Type, made.Id)!.Properties["size"]);
    }

    [Fact]
    public async Task ExceptionOfAHandler_IsInternalWithPossibleEffects_AndWithoutItsText()
    {
        var handler = new ItemHandler(reality) { OnCreate = (_, _) => throw new InvalidOperationException("at Secret.Place() line 3") };
        await using var session = await StartAsync(handler);
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 5))));
        Assert.Equal(("unknown", "internal", "possible"), (result.Outcome, result.Error!.Code, result.Error.Details!.SideEffects));
        Assert.DoesNotContain("Secret", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExceptionOfAForesight_IsWithoutEffects_ForNothingWasBegun()
    {
        var handler = new ItemHandler(reality) { OnForesee = _ => throw new InvalidOperationException("at Secret.Place() line 3") };
        await using var session = await StartAsync(handler);
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 5))));
        Assert.Equal(("failed", "internal", "none"), (result.Outcome, result.Error!.Code, result.Error.Details!.SideEffects));
        Assert.DoesNotContain("Secret", result.Error.Message, StringComparison.Ordinal);
        Assert.Empty(handler.Calls);
    }

    [Fact]
    public async Task FailureThatAHandlerUnderstands_IsPassedOn()
    {
        var handler = new ItemHandler(reality) { OnCreate = (_, _) => throw new ProviderException(ErrorCodes.Quota, "No room left.", path: "/size") };
        await using var session = await StartAsync(handler);
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 5))));
        Assert.Equal(new WireChangeResult(result.Key, "failed", null,
            new WireError("quota", "No room left.", new WireErrorDetails("/size", "d/test:thing:item/a"))), result);
    }

    [Fact]
    public async Task PartOfAChange_IsPartial_AndTheObjectTainted()
    {
        await using var session = await StartAsync(new PartialHandler(reality));
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 5))));
        Assert.Equal(("partial", "tainted", "The disk is missing."), (result.Outcome, result.Resource!.State, result.Error!.Message));
        Assert.Equal("tainted", (await session.GetAsync(new GetArguments(Key: result.Key))).Data!.State);
    }

    [Fact]
    public async Task DeadlineThatHasPassed_IsATimeoutWithoutEffects()
    {
        var handler = new ItemHandler(reality);
        await using var session = await StartAsync(handler);
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 5))) with { Deadline = "2020-01-01T00:00:00Z" });
        Assert.Equal(("failed", "timeout", "none"), (result.Outcome, result.Error!.Code, result.Error.Details!.SideEffects));
        Assert.Empty(handler.Calls);
    }

    [Fact]
    public async Task DeadlineThatPassesMeanwhile_LeavesTheOutcomeUnknown()
    {
        var handler = new ItemHandler(reality) { OnCreate = (_, context) => Task.Delay(Timeout.Infinite, context.Cancellation) };
        await using var session = await StartAsync(handler);
        var soon = DateTimeOffset.UtcNow.AddMilliseconds(400).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var result = await session.ApplyOneAsync(Create("a", Map(("size", 5))) with { Deadline = soon });
        Assert.Equal(("unknown", "timeout", "possible"), (result.Outcome, result.Error!.Code, result.Error.Details!.SideEffects));
    }
}
