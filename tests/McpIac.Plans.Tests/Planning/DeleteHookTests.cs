using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Planning;

/// <summary>Hooks of deletes, which state keeps.</summary>
public sealed class DeleteHookTests
{
    private const string Urn = "test/fw:net:vlan/net", Hook = "test/files:file:file/told";

    [Fact]
    public void AHook_RunsBeforeTheDelete_ByWhatStateHas()
    {
        var (plan, diagnostics) = PlanBuilder.Destroy(State("device"), TestTypes.Catalog);
        Assert.Empty(diagnostics);
        Assert.Equal(["Run told", "Delete net"], plan!.Steps.Select(s => $"{s.Action} {s.Name}"));
        Assert.Equal("""{"path":"igc2_vlan5"}""", plan.Steps[0].Planned.ToString());
        Assert.Contains(Hook, plan.Steps[1].DependsOn);
    }

    [Fact]
    public void AHook_ThatStateHasNothingFor_KeepsNothingFromBeingDeleted()
    {
        var (plan, diagnostics) = PlanBuilder.Destroy(State("other"), TestTypes.Catalog);
        Assert.Equal(("MCI3002", "The hook told doesn't run: its property path has no value: state doesn't have what it refers to of net."), (Assert.Single(diagnostics).Id, diagnostics[0].Message));
        Assert.Equal(["Delete net"], plan!.Steps.Select(s => $"{s.Action} {s.Name}"));
    }

    private static DeploymentState State(string output)
    {
        var options = DatumReader.Read($$"""
            { "hooks": [ { "urn": "{{Hook}}", "name": "told", "type": "files:file:file", "provider": "files", "of": "{{Urn}}", "before": true,
                           "properties": { "path": { "$ref": ["{{Urn}}", "{{output}}"] } } } ] }
            """).Value!;
        var net = new ResourceState(Urn, "fw:net:vlan", "net", "fw", "1", DatumReader.Read("""{"tag":5,"interface":"igc2"}""").Value!,
            DatumReader.Read("""{"id":"1","device":"igc2_vlan5","other":{"$iac":"fingerprint","of":"x"}}""").Value!, null, null, [], [], Options: options);
        return DeploymentState.Empty("test") with { Resources = new Dictionary<string, ResourceState> { [Urn] = net } };
    }
}
