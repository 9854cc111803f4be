using McpIac.Cli.CommandLine;
using McpIac.Cli.Interaction;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Tests.Interaction;

public sealed class ConfirmationTests
{
    private readonly StringWriter output = new();

    private Task<Diagnostic?> AskAsync(string answer, bool canAsk, params string[] args) => Confirmation.AskAsync(
        new Session("apply", Root.Build().Parse(["apply", .. args]),
            new Screen(output, TextWriter.Null, new StringReader(answer), colour: false, errorColour: false, isLive: false, canAsk), CancellationToken.None),
        "2 resources will be destroyed");

    [Fact]
    public async Task Yes_GoesOn()
    {
        Assert.Null(await AskAsync("yes\n", canAsk: true));
        Assert.Equal("\n2 resources will be destroyed. Go on? Only 'yes' will do: ", output.ToString());
    }

    [Theory]
    [InlineData("no\n")]
    [InlineData("y\n")]
    [InlineData("")]
    public async Task AnythingElse_DoesNot(string answer) => Assert.Equal("MCI1086", (await AskAsync(answer, canAsk: true))?.Id);

    [Fact]
    public async Task TheOption_AnswersForIt()
    {
        Assert.Null(await AskAsync("", canAsk: false, "--yes"));
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public async Task Nobody_IsARefusal()
    {
        Assert.Equal("MCI1085", (await AskAsync("yes\n", canAsk: false))?.Id);
        Assert.Equal("MCI1085", (await AskAsync("yes\n", canAsk: true, "--json"))?.Id);
    }
}
