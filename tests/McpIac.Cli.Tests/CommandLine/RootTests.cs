using System.CommandLine;
using McpIac.Cli.CommandLine;

namespace McpIac.Cli.Tests.CommandLine;

public sealed class RootTests
{
    [Theory]
    [InlineData("apply infra.csx --twin --yes")]
    [InlineData("apply -y --parallelism 3 --on-failure stop --json")]
    [InlineData("plan --twin --twin-fault fail@5 --no-cache --time-limit 5")]
    [InlineData("destroy samples/hello --on-failure continue")]
    [InlineData("output")]
    [InlineData("output infra.csx url")]
    [InlineData("state show main.csx a/b/c --twin")]
    [InlineData("graph --format svg --out graph.svg")]
    [InlineData("provider add github -- npx -y server --json")]
    [InlineData("provider list --types")]
    [InlineData("provider serve aws --twin")]
    [InlineData("init shop")]
    public void CommandLine_IsUnderstood(string line) => Assert.Empty(Root.Build().Parse(line.Split(' ')).Errors);

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("apply a.csx b.csx")]
    [InlineData("apply --parallelism 0")]
    [InlineData("apply --parallelism many")]
    [InlineData("apply --on-failure ignore")]
    [InlineData("build --time-limit -1")]
    [InlineData("graph --format png")]
    [InlineData("output one two")]
    [InlineData("state show")]
    [InlineData("state")]
    public void CommandLine_IsRefused(string line) => Assert.NotEmpty(Root.Build().Parse(line.Split(' ')).Errors);

    [Theory]
    [InlineData("apply --yess", "There is no option --yess here.", "Did you mean --yes? Run 'mciacc apply --help'.")]
    [InlineData("init --jsn", "There is no option --jsn here.", "Did you mean --json? Run 'mciacc init --help'.")]
    [InlineData("state show -x", "There is no option -x here.", "Run 'mciacc state show --help'. What follows -- is never an option.")]
    [InlineData("state show", "Required argument 'resource' missing for command: 'show'.", "Run 'mciacc state show --help'.")]
    [InlineData("frobnicate", "Unrecognized command or argument 'frobnicate'.", "Run 'mciacc --help'.")]
    public void AMistake_IsSaid_WithWhereToRead(string line, string message, string remedy)
    {
        var args = line.Split(' ');
        var problem = Assert.Single(UsageProblems.Of(args, Root.Build().Parse(args)));
        Assert.Equal(("MCI1080", message, remedy), (problem.Id, problem.Message, problem.Remedy));
    }

    [Fact]
    public void AfterTheDashes_ANameMayLookLikeAnOption()
    {
        string[] args = ["plan", "--", "--odd.csx"];
        Assert.Empty(UsageProblems.Of(args, Root.Build().Parse(args)));
    }

    [Fact]
    public void ServerArguments_AfterTheDashes_AreTheServers()
    {
        var parsed = Root.Build().Parse(["provider", "add", "github", "--", "npx", "-y", "server", "--json"]);
        Assert.Equal(["npx", "-y", "server", "--json"], parsed.GetValue<string[]>("command")!);
        Assert.False(parsed.GetValue(Options.Json));
    }
}
