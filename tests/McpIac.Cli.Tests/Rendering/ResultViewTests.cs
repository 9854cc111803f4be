using McpIac.Cli.Rendering;
using McpIac.Engine.Execution;
using McpIac.Plans.Planning;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Tests.Rendering;

public sealed class ResultViewTests
{
    private static ApplyResult Result(ApplyOutcome outcome, params IReadOnlyList<ResourceOutcome> resources) =>
        new(outcome, resources, new Dictionary<string, Datum>(), []);

    private static ResourceOutcome Resource(string name, ResourceFate fate, string? message = null, StepAction action = StepAction.Create) =>
        new($"shop/t/{name}", name, "aws:ec2:instance", action, fate, message);

    private static string Text(ApplyResult result, string verb = "apply") => Plans.Text(ResultView.Of(result, verb, TimeSpan.FromSeconds(1.26)));

    [Fact]
    public void Success_CountsWhatWasDone()
    {
        var result = Result(ApplyOutcome.Succeeded, Resource("a", ResourceFate.Applied), Resource("b", ResourceFate.Applied, action: StepAction.Delete));
        Assert.Equal("Applied in 1.3s: 1 created, 0 updated, 0 replaced, 1 deleted.", Text(result));
        Assert.Equal("Destroyed in 1.3s: 1 resource deleted.", Text(result, "destroy"));
    }

    [Fact]
    public void RolledBack_SaysWhatWasTakenBack() =>
        Assert.Equal("""
            The apply failed. What it had done was taken back:
              failed          app-2  aws:ec2:instance
                              no capacity
              taken back      app-1  aws:ec2:instance
              taken back      app-0  aws:ec2:instance
              not started     2 resources

            Everything is as it was before.
            """, Text(Result(ApplyOutcome.RolledBack, Resource("app-0", ResourceFate.Restored), Resource("app-1", ResourceFate.Restored), Resource("app-2", ResourceFate.Failed, "no capacity"),
                Resource("c", ResourceFate.Skipped), Resource("d", ResourceFate.Skipped))));

    [Fact]
    public void Failed_NeverClaimsMoreThanIsKnown() =>
        Assert.Equal("""
            The apply failed. This is how things stand:
              failed          a  aws:ec2:instance
              unknown         d  aws:ec2:instance
              irreversible    b  aws:ec2:instance
                              the provider can't take its creation back
              not taken back  c  aws:ec2:instance

            Run 'mciacc apply' again: it first finds out what became of what is unknown.
            """, Text(Result(ApplyOutcome.Failed, Resource("a", ResourceFate.Failed), Resource("b", ResourceFate.Irreversible, "the provider can't take its creation back"),
                Resource("c", ResourceFate.RollbackFailed), Resource("d", ResourceFate.Unknown))));

    [Fact]
    public void Refused_SaysThatNothingWasDone() => Assert.Equal("The apply failed. Nothing was done.", Text(Result(ApplyOutcome.Failed)));

    [Fact]
    public void Cancelled_SaysHowToGoOn() =>
        Assert.Equal("""
            The destroy was interrupted. What was done is kept and recorded:
              deleted         a  aws:ec2:instance
              not started     1 resource

            Run 'mciacc destroy' again to go on from here.
            """, Text(Result(ApplyOutcome.Cancelled, Resource("a", ResourceFate.Applied, action: StepAction.Delete), Resource("b", ResourceFate.Skipped)), "destroy"));

    [Theory]
    [InlineData(0.04, "0.0s")]
    [InlineData(59.94, "59.9s")]
    [InlineData(185, "3m05s")]
    public void Elapsed_IsShort(double seconds, string text) => Assert.Equal(text, ResultView.Elapsed(TimeSpan.FromSeconds(seconds)));
}
