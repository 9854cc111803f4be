using System.Text.Json;
using McpIac.Engine.Execution;
using McpIac.Engine.Tests.Worlds;
using McpIac.Plans.Journals;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Protocol;
using static McpIac.Engine.Tests.Execution.ApplyTests;
using static McpIac.Plans.Tests.Programs.TestProgram;

namespace McpIac.Engine.Tests.Execution;

public sealed class FailureTests
{
    private readonly Harness harness = new();

    private string State => JsonSerializer.Serialize(harness.State.Resources.OrderBy(r => r.Key, StringComparer.Ordinal), Wire.Options)
        + JsonSerializer.Serialize(harness.State.Outputs, Wire.Options);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task AFailureOfAFirstApply_IsTakenBackInReverseOrder(int change)
    {
        harness.Options = harness.Options with { Parallelism = 1 };
        harness.FailAt(change);
        var result = await harness.ApplyAsync(Portal());
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Empty(harness.World.Objects);
        Assert.Empty(harness.State.Resources);
        Assert.Empty(harness.State.Outputs);
        Assert.Empty(result.Outputs);
        var (made, undone) = (harness.World.Log[..(change - 1)], harness.World.Log[(change - 1)..]);
        Assert.Equal(made.Select(m => m.Replace("create", "delete", StringComparison.Ordinal)).Reverse(), undone);
        Assert.Equal(change - 1, result.Resources.Count(r => r.Fate == ResourceFate.Restored));
        var failure = Assert.Single(result.Resources, r => r.Fate == ResourceFate.Failed);
        Assert.Equal($"{failure.Name} ({failure.Type}): create failed: told to fail (invalid).", Assert.Single(result.Diagnostics, d => d.Id == "MCI4001").Message);
    }

    [Fact]
    public async Task AFailedEdit_LeavesWorldAndStateAsBefore()
    {
        await harness.ConvergeAsync(Portal());
        var (state, world) = (State, string.Join('\n', harness.World.Objects.Keys.Order(StringComparer.Ordinal)) + harness.World.Describe());

        // A new subnet and two new instances exist, and the VLAN was updated, when the backend's update fails.
        harness.World.Fault = c => c.Name == "app-backend" && c.Action == "update" ? new WireError(ErrorCodes.Denied, "no") : null;
        var result = await harness.ApplyAsync(Portal(cidr: "10.0.2.0/24", tag: 151));
        Assert.Equal(ApplyOutcome.RolledBack, result.Outcome);
        Assert.Equal(world, string.Join('\n', harness.World.Objects.Keys.Order(StringComparer.Ordinal)) + harness.World.Describe());
        Assert.Equal("", Harness.PlanText(await harness.PlanAsync(Portal())));
        Assert.Equal(Bare(state), Bare(State));
        Assert.Equal(["app-1", "app-2", "app-network", "app-subnet"], result.Resources.Where(r => r.Fate == ResourceFate.Restored).Select(r => r.Name).Order());

        // An update that was taken back has a new etag.
        static string Bare(string state) => System.Text.RegularExpressions.Regex.Replace(state, "etag-\\d+", "etag");
    }

    [Fact]
    public async Task ARollbackThatFails_IsReported_AndTheNextApplyConverges()
    {
        harness.Options = harness.Options with { Parallelism = 1 };
        harness.World.Fault = c => (c.Name, c.Action) is ("app-backend", _) or ("app-2", "delete") ? new WireError(ErrorCodes.Denied, "no") : null;
        var result = await harness.ApplyAsync(Portal());
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Equal((ResourceFate.RollbackFailed, "no (denied)"), (result.Resources.Single(r => r.Name == "app-2").Fate, result.Resources.Single(r => r.Name == "app-2").Message));
        Assert.Equal(ResourceFate.Restored, result.Resources.Single(r => r.Name == "app-1").Fate);
        harness.World.Fault = _ => null;
        await harness.ConvergeAsync(Portal());
    }

    [Fact]
    public async Task AChangedSecret_CanNotBeTakenBack_AndSaysSo()
    {
        TestProgram Program(string password, bool more = false)
        {
            var program = new TestProgram();
            var db = program.Add("aws:rds:db", "db", ("engine", V("x")), ("password", V(password)));
            if (more) program.Add("files:file:file", "f", [db.Urn], ("path", V("p")));
            return program;
        }

        await harness.ConvergeAsync(Program("first-password"));
        harness.World.Fault = c => c.Name == "f" ? new WireError(ErrorCodes.Denied, "no") : null;
        var result = await harness.ApplyAsync(Program("second-password", more: true));
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Equal(ResourceFate.Irreversible, result.Resources.Single(r => r.Name == "db").Fate);
    }

    [Fact]
    public async Task PastThePointOfNoReturn_NothingIsTakenBack_AndTheRestGoesOn()
    {
        await harness.ConvergeAsync(Portal());
        harness.World.Fault = c => (c.Name, c.Action) is ("app-1", "delete") ? new WireError(ErrorCodes.Denied, "no") : null;
        var result = await harness.ApplyAsync(Portal(cidr: "10.0.2.0/24"));
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.DoesNotContain(result.Resources, r => r.Fate == ResourceFate.Restored);
        Assert.Equal("delete app-2", harness.World.Log[^1]);
        Assert.Single(harness.State.Resources["shop/aws:ec2:instance/app-1"].Deposed);
        Assert.Single(harness.State.Resources["shop/aws:vpc:subnet/app-subnet"].Deposed);
        harness.World.Fault = _ => null;
        harness.World.Log.Clear();
        await harness.ConvergeAsync(Portal(cidr: "10.0.2.0/24"));
        Assert.Equal(["delete app-1", "delete app-subnet"], harness.World.Log);
    }

    [Fact]
    public async Task Stop_KeepsWhatWorked_StartsNothingNew_AndStillDeletes()
    {
        harness.Options = harness.Options with { OnFailure = OnFailure.Stop, Parallelism = 1 };
        var before = Portal();
        before.Add("files:file:file", "old", ("path", V("old")));
        await harness.ConvergeAsync(before);
        harness.World.Log.Clear();
        harness.World.Fault = c => c.Name == "app-1" ? new WireError(ErrorCodes.Denied, "no") : null;
        var result = await harness.ApplyAsync(Portal(cidr: "10.0.2.0/24", tag: 151));
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Equal(["create app-subnet", "delete old"], harness.World.Log);
        Assert.Equal(ResourceFate.Skipped, result.Resources.Single(r => r.Name == "app-2").Fate);
        harness.World.Fault = _ => null;
        await harness.ConvergeAsync(Portal(cidr: "10.0.2.0/24", tag: 151));
    }

    [Fact]
    public async Task Continue_DoesAllThatDoesNotDependOnTheFailure()
    {
        harness.Options = harness.Options with { OnFailure = OnFailure.Continue };
        harness.World.Fault = c => c.Name == "app-1" ? new WireError(ErrorCodes.Denied, "no") : null;
        var result = await harness.ApplyAsync(Portal());
        Assert.Equal(["app-1: Failed", "app-2: Applied", "app-backend: Skipped", "app-network: Applied", "app-subnet: Applied", "portal: Applied"],
            result.Resources.Select(r => $"{r.Name}: {r.Fate}").Order(StringComparer.Ordinal));
        harness.World.Fault = _ => null;
        await harness.ConvergeAsync(Portal());
    }

    [Fact]
    public async Task AnInterrupt_FinishesWhatRuns_AndTakesNothingBack()
    {
        harness.Options = harness.Options with { Parallelism = 1 };
        harness.World.Fault = c =>
        {
            if (c.Name == "app-subnet") harness.Interrupt.Cancel();
            return null;
        };
        var result = await harness.ApplyAsync(Portal());
        Assert.Equal(ApplyOutcome.Cancelled, result.Outcome);
        Assert.Contains("create app-subnet", harness.World.Log);
        Assert.DoesNotContain("create app-1", harness.World.Log);
        Assert.Equal(harness.World.Objects.Count, harness.State.Resources.Count);
        Assert.Equal(ResourceFate.Skipped, result.Resources.Single(r => r.Name == "app-1").Fate);
    }

    [Fact]
    public async Task AFullDisk_StopsTheRun_AndTheNextApplyFindsEverything()
    {
        var appends = 0;
        harness.Storage.IsFull = entries => entries.Any(e => e is ResourceConfirmed) && ++appends > 1;
        var result = await harness.ApplyAsync(Portal());
        Assert.Equal(ApplyOutcome.Failed, result.Outcome);
        Assert.Equal("The disk is full.", result.Diagnostics.Single(d => d.Id == "MCI5003").Message);
        Assert.Contains(result.Resources, r => r.Fate == ResourceFate.Unknown);
        harness.Storage.IsFull = _ => false;
        await harness.ConvergeAsync(Portal());
        Assert.Equal(6, harness.World.Objects.Count);
    }

    [Fact]
    public async Task ThePartDone_IsTakenBack_OrFinishedNextTime()
    {
        harness.Intercept = async (tool, args, _) =>
        {
            if (tool != "applyDeployment" || ((ApplyArguments)args).Changes is not [{ Name: "portal", Action: "create" }]) return null;
            await Task.Yield();
            var result = harness.World.Apply(((ApplyArguments)args).Changes!, false)[0];
            return WorldConnection.Answer<ApplyData>(new ApplyData([result with { Outcome = "partial", Error = new WireError(ErrorCodes.Internal, "no tags") }]));
        };
        Assert.Equal(ApplyOutcome.RolledBack, (await harness.ApplyAsync(Portal())).Outcome);
        Assert.Empty(harness.World.Objects);

        harness.Options = harness.Options with { OnFailure = OnFailure.Stop };
        Assert.Equal(ApplyOutcome.Failed, (await harness.ApplyAsync(Portal())).Outcome);
        Assert.Contains("Update portal: its last change was done only in part", Harness.PlanText(await harness.PlanAsync(Portal())), StringComparison.Ordinal);
        harness.Intercept = null;
        await harness.ConvergeAsync(Portal());
    }
}
