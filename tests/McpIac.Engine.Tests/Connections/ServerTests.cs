using McpIac.Engine.Adapters;
using McpIac.Engine.Connections;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Engine.Tests.Connections;

/// <summary>Real child processes that misbehave. They are shell scripts, so these tests say nothing on Windows.</summary>
public sealed class ServerTests
{
    private static readonly McpConnectionOptions Options = new(TimeSpan.FromSeconds(20));

    /// <summary>Speaks just enough of MCP: what it answers to tools/list, resources/read and tools/call is given.</summary>
    private static string[] Scripted(string tools = """{"tools":[]}""", string capabilities = "", string schema = "{}", string call = "{}") =>
    [
        "sh", "-c", """
        tools=$1; capabilities=$2; schema=$3; call=$4
        while IFS= read -r line; do
          id=$(printf '%s' "$line" | sed -n 's/.*"id":\("[^"]*"\|[0-9]*\).*/\1/p')
          case "$line" in
            *'"initialize"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2024-11-05","capabilities":{"tools":{},"resources":{}%s},"serverInfo":{"name":"scripted","version":"7"}}}\n' "$id" "$capabilities" ;;
            *'"tools/list"'*) printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$tools" ;;
            *'"resources/read"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"contents":[{"uri":"iac://schema","text":"%s"}]}}\n' "$id" "$schema" ;;
            *'"tools/call"'*) if [ "$call" = die ]; then echo 'going down' >&2; exit 9; fi; printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$call" ;;
            *'"notifications/'*) ;;
            *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\n' "$id" ;;
          esac
        done
        """.ReplaceLineEndings("\n"), "sh", tools, capabilities, schema.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal), call,
    ];

    [Theory]
    [InlineData("echo missing BOX_URL >&2; exit 3", "it ended with exit code 3. Its last words: missing BOX_URL")]
    [InlineData("while true; do echo junk; done", "it prints something other than MCP messages to standard output: \"junk\"")]
    [InlineData("exec cat /dev/zero", "it sent a line of more than 40 MiB")]
    public async Task AServerThatIsNone_IsMCI6101_AndSaysWhy(string script, string why)
    {
        if (OperatingSystem.IsWindows()) return;
        var (connection, problem) = await McpConnection.StartAsync("box", ["sh", "-c", script], Options, CancellationToken.None);
        Assert.Null(connection);
        Assert.Equal("MCI6101", problem!.Id);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServer_GetsOfTheEnvironment_WhatProgramsNeed_AndWhatIsListed()
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var name in new[] { "CONN_TEST_TOKEN", "CONN_TEST_OTHER", "CONNECTED", "MCIACC_PARAM_CONN_TEST" }) Environment.SetEnvironmentVariable(name, "hush");
        var bare = await SeenAsync(Options);
        Assert.Contains("PATH", bare);
        Assert.Contains("HOME", bare);
        Assert.DoesNotContain(bare, n => n.StartsWith("CONN", StringComparison.Ordinal) || n.StartsWith("MCIACC_", StringComparison.Ordinal));
        Assert.Equal(["CONN_TEST_OTHER", "CONN_TEST_TOKEN"], Ours(await SeenAsync(Options with { Inherit = ["CONN_TEST_*", "CONN_ABSENT", "MCIACC_PARAM_CONN_TEST"] })));
        Assert.Equal(["CONNECTED", "CONN_OWN"], Ours(await SeenAsync(Options with { Inherit = ["CONNECTED"], Environment = new Dictionary<string, string> { ["CONN_OWN"] = "given" } })));
        Assert.Equal(["CONNECTED", "CONN_TEST_OTHER", "CONN_TEST_TOKEN"], Ours(await SeenAsync(Options with { Inherit = ["*"] })));
        static string[] Ours(string[] names) => [.. names.Where(n => n.StartsWith("CONN", StringComparison.Ordinal) || n.StartsWith("MCIACC_PARAM", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task AServerThatMissesAVariable_IsToldWhereToListIt()
    {
        if (OperatingSystem.IsWindows()) return;
        Environment.SetEnvironmentVariable("CONN_TEST_TOKEN", "hush");
        const string script = "echo \"$1\" >&2; exit 3";
        var (_, problem) = await McpConnection.StartAsync("box", ["sh", "-c", script, "sh", "CONN_TEST_TOKEN: parameter not set"], Options, CancellationToken.None);
        Assert.Equal("It speaks of CONN_TEST_TOKEN, which is set here and which it doesn't get: list it under inherit of box in mciacc.yaml.", problem!.Remedy);
        var (_, other) = await McpConnection.StartAsync("box", ["sh", "-c", script, "sh", "MY_CONN_TEST_TOKEN_FILE: parameter not set"], Options, CancellationToken.None);
        Assert.StartsWith("Run the server's command by hand", other!.Remedy, StringComparison.Ordinal);
    }

    // The last words are ten lines, so a server prints its environment into a file.
    private static async Task<string[]> SeenAsync(McpConnectionOptions options)
    {
        var file = Path.GetTempFileName();
        await McpConnection.StartAsync("box", ["sh", "-c", "env > \"$1\"", "sh", file], options, CancellationToken.None);
        string[] seen = [.. (await File.ReadAllLinesAsync(file)).Where(l => l.Contains('=', StringComparison.Ordinal)).Select(l => l[..l.IndexOf('=', StringComparison.Ordinal)])];
        File.Delete(file);
        return seen;
    }

    [Fact]
    public async Task AServerThatSaysNothing_IsGivenUp_AndItsChildrenAreGone()
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Directory.CreateTempSubdirectory("mciacc-server-");
        var script = $"sleep 1000 & echo $! > {folder.FullName}/child; wait";
        var (_, problem) = await McpConnection.StartAsync("box", ["sh", "-c", script], new(TimeSpan.FromSeconds(1)), CancellationToken.None);
        Assert.Equal("The provider box isn't usable: it didn't answer within 1 s.", problem!.Message);
        var child = int.Parse(File.ReadAllText(Path.Combine(folder.FullName, "child")), System.Globalization.CultureInfo.InvariantCulture);
        SpinWait.SpinUntil(() => !IsRunning(child), TimeSpan.FromSeconds(20));
        Assert.False(IsRunning(child));
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task ACommandThatIsntThere_IsMCI6101_AndNone_IsMCI6102()
    {
        Assert.Equal("MCI6101", (await McpConnection.StartAsync("box", ["no-such-command-of-mciacc"], Options, CancellationToken.None)).Problem!.Id);
        Assert.Equal("MCI6102", (await McpConnection.StartAsync("box", [], Options, CancellationToken.None)).Problem!.Id);
    }

    [Fact]
    public async Task APlainServerThatChangesItsTools_WhileItRuns_GetsNoFurtherCall()
    {
        if (OperatingSystem.IsWindows()) return;
        const string script = """
            tool='{"name":"make","description":"%s","inputSchema":{"type":"object"}}'; says=before
            while IFS= read -r line; do
              id=$(printf '%s' "$line" | sed -n 's/.*"id":\("[^"]*"\|[0-9]*\).*/\1/p')
              case "$line" in
                *'"initialize"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2024-11-05","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"scripted","version":"7"}}}\n' "$id" ;;
                *'"tools/list"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":['"$tool"']}}\n' "$id" "$says" ;;
                *'"tools/call"'*)
                  case "$line" in *'"quietly"'*) ;; *) says=after ;; esac
                  printf '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n{"jsonrpc":"2.0","id":%s,"result":{"content":[]}}\n' "$id" ;;
                *'"notifications/'*) ;;
                *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\n' "$id" ;;
              esac
            done
            """;
        string[] command = ["sh", "-c", script.ReplaceLineEndings("\n")];
        var (snapshot, _) = await SnapshotPuller.PullAsync("box", command, Options, CancellationToken.None);
        var schema = CatalogLoader.Load([new SnapshotSource("box", SnapshotWriter.Write(snapshot!))]).Catalog.Providers[0];
        var (server, _) = await McpConnection.StartAsync("box", command, Options, CancellationToken.None);
        var (connection, problem) = await PlainServer.AdaptAsync(server!, schema, new AdapterMemory(), CancellationToken.None);
        Assert.Null(problem);
        await using (connection)
        {
            Assert.Null((await CallAsync("quietly")).Problem);
            Assert.Null((await CallAsync("really")).Problem);
            var refused = await CallAsync("really");
            Assert.StartsWith("box changed while it was running: box has other tools than its snapshot (make)", refused.Problem, StringComparison.Ordinal);
            Assert.False(refused.MaybeDone);
            Assert.Equal(refused.Problem, (await CallAsync("quietly")).Problem);
        }

        Task<ToolAnswer> CallAsync(string how) => connection!.CallToolAsync("make", Datum.MapOf([new("how", Datum.Of(how))]), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("die", "it ended with exit code 9. Its last words: going down")]
    [InlineData("""{"content":[{"type":"text","text":"hello"}]}""", "something other than the standard's envelope")]
    [InlineData("""{"content":[],"structuredContent":{"success":true}}""", "something other than the standard's envelope")]
    [InlineData("""{"content":[],"structuredContent":{"data":"garbage"}}""", "something other than the standard's envelope")]
    public async Task AnUnusableAnswer_LeavesTheOutcomeUnknown(string call, string why)
    {
        if (OperatingSystem.IsWindows()) return;
        var (connection, problem) = await McpConnection.StartAsync("box", Scripted(call: call), Options, CancellationToken.None);
        Assert.Null(problem);
        await using (connection)
        {
            var answer = await connection!.ApplyAsync(new ApplyArguments("shop", Changes: []), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal((ErrorCodes.Unknown, "possible"), (answer.Error!.Code, answer.Error.Details!.SideEffects));
            Assert.Contains(why, answer.Error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"content":[{"type":"text","text":"made"},{"type":"image","data":"","mimeType":"image/png"},{"type":"text","text":"7"}],"structuredContent":{"id":7}}""", "made, 7 {\"id\":7} False")]
    [InlineData("""{"content":[{"type":"text","text":"no such thing"}],"isError":true}""", "no such thing  True")]
    [InlineData("""{"content":[]}""", "  False")]
    public async Task AToolOfItsOwn_IsCalledAsItIs(string call, string expected)
    {
        if (OperatingSystem.IsWindows()) return;
        var (connection, _) = await McpConnection.StartAsync("box", Scripted(call: call), Options, CancellationToken.None);
        await using (connection)
        {
            var answer = await connection!.CallToolAsync("box_make", Datum.MapOf([new("size", Datum.Of(1))]), TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal((null, expected), (answer.Problem, $"{string.Join(", ", answer.Texts)} {answer.Structured} {answer.IsError}"));
        }
    }

    [Fact]
    public async Task AToolWhoseServerDies_MayHaveDoneItsWork()
    {
        if (OperatingSystem.IsWindows()) return;
        var (connection, _) = await McpConnection.StartAsync("box", Scripted(call: "die"), Options, CancellationToken.None);
        await using (connection)
        {
            var answer = await connection!.CallToolAsync("box_make", Datum.EmptyMap, TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.True(answer.MaybeDone);
            Assert.Equal("box failed while answering box_make: it ended with exit code 9. Its last words: going down", answer.Problem?.TrimEnd('.'));
        }
    }

    [Fact]
    public async Task APull_KeepsToolsAsTheyAre()
    {
        if (OperatingSystem.IsWindows()) return;
        var (snapshot, problem) = await SnapshotPuller.PullAsync("box", Scripted("""{"tools":[{"name":"odd","inputSchema":{"properties":7}},{"title":"nameless"},{"name":"a"}]}"""), Options, CancellationToken.None);
        Assert.Null(problem);
        Assert.Equal(["odd", null, "a"], snapshot!.Tools.Select(t => t["name"]?.AsText()));
        Assert.Equal(("sh", "scripted", "7"), (snapshot.Command[0], snapshot.Source["server"]!.AsText(), snapshot.Source["version"]!.AsText()));
        Assert.Empty(snapshot.Types);
        Assert.Contains("\"toolsDigest\"", SnapshotWriter.Write(snapshot), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"tools":7}""")]
    [InlineData("""{"tools":[],"nextCursor":"again"}""")]
    public async Task ToolsThatCanNotBeRead_AreMCI6103(string tools)
    {
        if (OperatingSystem.IsWindows()) return;
        var (snapshot, problem) = await SnapshotPuller.PullAsync("box", Scripted(tools), Options, CancellationToken.None);
        Assert.Null(snapshot);
        Assert.Equal("MCI6103", problem!.Id);
    }

    [Theory]
    [InlineData("not json", "box", null, "MCI6104")]
    [InlineData("""{"types":[{"type":"box:a:b"}]}""", "box", "sha256:0", "MCI6104")]
    [InlineData("""{"types":[]}""", "crate", null, "MCI6105")]
    [InlineData("""{"types":[{"type":"box:a:b"}]}""", "box", null, null)]
    public async Task ResourceTypes_AreCheckedAgainstWhatTheServerSaysOfItself(string schema, string provider, string? digest, string? id)
    {
        if (OperatingSystem.IsWindows()) return;
        var stated = digest is null ? "" : $",\"schemaDigest\":\"{digest}\"";
        var capabilities = $$$""","extensions":{"{{{Wire.ExtensionKey}}}":{"version":"1","provider":"{{{provider}}}"{{{stated}}}}}""";
        var (snapshot, problem) = await SnapshotPuller.PullAsync("box", Scripted(capabilities: capabilities, schema: schema), Options, CancellationToken.None);
        Assert.Equal(id, problem?.Id);
        Assert.Equal(id is null ? 1 : -1, snapshot?.Types.Count ?? -1);
    }

    private static bool IsRunning(int id)
    {
        try
        {
            // A zombie that nobody waits for is gone for our purposes.
            return File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1][0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
