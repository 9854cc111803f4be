using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;

namespace McpIac.Cli.Tests.Sessions;

public sealed class SessionTests
{
    private readonly StringWriter output = new(), error = new();

    private Task<int> RunAsync(Func<Session, Task<int>> body, params string[] args) =>
        new Session("build", Root.Build().Parse(["build", .. args]), new Screen(output, error, TextReader.Null, false, false, false, false), CancellationToken.None).RunAsync(body);

    [Fact]
    public async Task Json_IsOneDocumentWithEverything()
    {
        var exit = await RunAsync(session =>
        {
            session.Show(new Line("for people"));
            session.Add("answer", Datum.Of(42));
            session.Report(Diagnostic.Warning("MCI2004", "Odd.", new SourcePlace(Path.GetFullPath("infra.csx"), 1, 2, 1, 5), "Even it."));
            return Task.FromResult(session.End(ExitCodes.Invalid, Diagnostic.Error("MCI5004", "In use.")));
        }, "--json");

        Assert.Equal(1, exit);
        Assert.Equal("", error.ToString());
        Assert.Equal("""
            {
              "command": "build",
              "success": false,
              "exitCode": 1,
              "answer": 42,
              "diagnostics": [
                {
                  "id": "MCI2004",
                  "severity": "warning",
                  "message": "Odd.",
                  "file": "infra.csx",
                  "line": 1,
                  "column": 2,
                  "endLine": 1,
                  "endColumn": 5,
                  "remedy": "Even it."
                },
                {
                  "id": "MCI5004",
                  "severity": "error",
                  "message": "In use."
                }
              ]
            }

            """, output.ToString());
    }

    [Fact]
    public async Task Text_KeepsResultsAndDiagnosticsApart()
    {
        await RunAsync(session =>
        {
            session.Show(new Line("for people"));
            return Task.FromResult(session.End(ExitCodes.Invalid, Diagnostic.Error("MCI5004", "In use.")));
        });
        Assert.Equal("for people\n", output.ToString());
        Assert.Equal("error MCI5004: In use.\n", error.ToString());
    }

    public static TheoryData<Exception, int, string> Throws => new()
    {
        { new OperationCanceledException(), 4, "MCI1086" },
        { new UnauthorizedAccessException("Access to 'x' is denied."), 1, "MCI1082" },
        { new JournalException(Diagnostic.Error("MCI5003", "The disk is full.")), 3, "MCI5003" },
        { new InvalidOperationException("oops"), 70, "MCI4099" },
    };

    [Theory]
    [MemberData(nameof(Throws), DisableDiscoveryEnumeration = true)]
    public async Task WhateverIsThrown_BecomesADiagnosticAndAnExitCode(Exception thrown, int exit, string id)
    {
        Assert.Equal(exit, await RunAsync(_ => throw thrown));
        Assert.Contains(id, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("", output.ToString());
    }
}
