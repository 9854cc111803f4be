using McpIac.Dsl.Expressions;
using McpIac.Engine.Orchestration;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Binding;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;
using static McpIac.Engine.Tests.Execution.ApplyTests;

namespace McpIac.Engine.Tests.Orchestration;

public sealed class PlanChecks
{
    private readonly Harness harness = new();

    private async Task<PlanResult> PlanAsync(object answer)
    {
        harness.Intercept = (tool, args, _) => Task.FromResult<object?>(
            tool == "validateConfig" && ((ValidateArguments)args).Resources.Any(r => r.Name == "app-network") ? answer : null);
        await using var pool = harness.Pool();
        return await Orchestrator.PlanAsync(Portal().Bound(), TestTypes.Catalog, harness.State, pool, CancellationToken.None);
    }

    [Fact]
    public async Task WhatAProviderFinds_IsMCI3001_AtTheResource()
    {
        var result = await PlanAsync(WorldConnection.Answer<ValidateData>(new ValidateData(false, [new WireDiagnostic("error", "range", "it is taken", "/tag", "app-network")])));
        Assert.Null(result.Plan);
        Assert.Equal(("MCI3001", "app-network.tag: it is taken"), (result.Diagnostics.Single().Id, result.Diagnostics.Single().Message));
    }

    [Fact]
    public async Task AWarning_DoesNotStopThePlan()
    {
        var result = await PlanAsync(WorldConnection.Answer<ValidateData>(new ValidateData(true, [new WireDiagnostic("warning", "old", "it is deprecated", null, null)])));
        Assert.NotNull(result.Plan);
        Assert.Equal(Severity.Warning, result.Diagnostics.Single().Severity);
    }

    [Fact]
    public async Task AProviderThatCanNotCheck_IsMCI3003() =>
        Assert.Equal("MCI3003", (await PlanAsync(WorldConnection.Error<ValidateData>(ErrorCodes.Unauthenticated, "no credentials"))).Diagnostics.Single().Id);

    [Fact]
    public async Task AProviderWithoutChecks_IsTakenAtItsSchema() =>
        Assert.NotNull((await PlanAsync(WorldConnection.Error<ValidateData>(ErrorCodes.Unsupported, "no such tool"))).Plan);
}
