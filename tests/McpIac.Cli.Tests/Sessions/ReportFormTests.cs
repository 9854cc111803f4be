using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Tests.Sessions;

public sealed class ReportFormTests
{
    private static readonly Diagnostic[] Found =
    [
        Diagnostic.Error("MCI2005", "5000 is too large: 100% sure.\nReally.", new SourcePlace(Path.GetFullPath("my infra.csx"), 3, 5, 3, 9), "Write less."),
        Diagnostic.Warning("MCI2004", "Odd."),
    ];

    [Fact]
    public async Task Sarif_IsTheOnlyThingSaid_AndSaysWhere()
    {
        var (output, error) = await RunAsync("sarif");
        Assert.Equal("", error);
        var run = DatumReader.Read(output).Value!["runs"]!.Items[0];
        Assert.Equal("""[{"id":"MCI2004","helpUri":"https://mcpiac.io/diagnostics/MCI2004"},{"id":"MCI2005","helpUri":"https://mcpiac.io/diagnostics/MCI2005"}]""",
            run["tool"]!["driver"]!["rules"]!.ToString());
        Assert.Equal("""{"ruleId":"MCI2005","ruleIndex":1,"level":"error","message":{"text":"5000 is too large: 100% sure.\nReally. Write less."},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"my%20infra.csx"},"region":{"startLine":3,"startColumn":5,"endLine":3,"endColumn":9}}}]}""",
            run["results"]!.Items[0].ToString());
        Assert.Null(run["results"]!.Items[1]["locations"]);
    }

    [Fact]
    public async Task GitHub_HasACommandALine_AndTheTextForPeopleBesideIt()
    {
        var (output, error) = await RunAsync("github");
        Assert.Equal("""
            ::error file=my infra.csx,line=3,endLine=3,col=5,endColumn=9,title=MCI2005::5000 is too large: 100%25 sure.%0AReally. Write less.
            ::warning title=MCI2004::Odd.

            """.ReplaceLineEndings("\n"), output);
        Assert.Contains("my infra.csx(3,5): error MCI2005", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FormatJson_IsTheDocumentOfJson() => Assert.Equal("build", DatumReader.Read((await RunAsync("json")).Output).Value!["command"]!.AsText());

    private static async Task<(string Output, string Error)> RunAsync(string format)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var session = new Session("build", Root.Build().Parse(["build", "--format", format]), new Screen(output, error, TextReader.Null, false, false, false, false), CancellationToken.None);
        await session.RunAsync(s => Task.FromResult(s.End(ExitCodes.Invalid, Found)));
        return (output.ToString(), error.ToString());
    }
}
