using System.Net;
using System.Net.Sockets;
using System.Text;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Tests;

/// <summary>The provider as orchestrators meet it: over MCP.</summary>
public sealed class LocalProviderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Store => folder["state/local.world"];

    [Fact]
    public async Task File_IsMadeReadUpdatedAndDeleted()
    {
        await using var session = await Session.StartAsync(folder.Path, Store);

        var made = await session.MadeAsync(Session.Create("local:file", "page", """{ "path": "out/page.txt", "content": "one" }"""));
        Assert.Equal(folder["out/page.txt"], made.Id);
        Assert.Equal("out/page.txt", made.Outputs["path"]?.AsText());
        Assert.Equal(3, made.Outputs["size"]?.AsInteger());

        var updated = await session.MadeAsync(Session.Update(made, """{ "path": "out/page.txt", "content": "two two" }"""));
        Assert.Equal("two two", File.ReadAllText(folder["out/page.txt"]));
        Assert.Equal((made.Id, 7L), (updated.Id, updated.Outputs["size"]?.AsInteger()));

        File.WriteAllText(folder["out/page.txt"], "by hand");
        Assert.Equal("by hand", (await session.GetAsync(updated))?.Properties["content"]?.AsText());

        await session.GoneAsync(Session.Delete(updated));
        Assert.False(Directory.Exists(folder["out"]));
        Assert.Equal("deleted", (await session.GetAsync(updated))?.State);
    }

    [Fact]
    public async Task File_MadeByAnEarlierProcess_IsStillOurs()
    {
        WireResource made;
        await using (var first = await Session.StartAsync(folder.Path, Store))
        {
            made = await first.MadeAsync(Session.Create("local:file", "page", """{ "path": "out/page.txt", "content": "one" }"""));
        }

        await using (var second = await Session.StartAsync(folder.Path, Store))
        {
            await second.GoneAsync(Session.Delete(made));
        }

        Assert.False(Directory.Exists(folder["out"]));
        Assert.Equal("", File.ReadAllText(Store));
        Assert.False(File.Exists(Store + ".claims"));
    }

    [Fact]
    public async Task File_WrittenBeforeACrash_IsMadeAgainAndNotRefused()
    {
        await using (var first = await Session.StartAsync(folder.Path, Store))
        {
            await first.MadeAsync(Session.Create("local:file", "page", """{ "path": "out/page.txt", "content": "one" }"""));
        }

        // The record is as if the process had been killed before it could be written.
        foreach (var file in Directory.GetFiles(folder["state"]).Where(f => !f.EndsWith(".claims"))) File.Delete(file);
        await using var second = await Session.StartAsync(folder.Path, Store);
        var made = await second.MadeAsync(Session.Create("local:file", "page", """{ "path": "out/page.txt", "content": "two" }"""));

        Assert.Equal("two", File.ReadAllText(folder["out/page.txt"]));
        await second.GoneAsync(Session.Delete(made));
        Assert.False(Directory.Exists(folder["out"]));
    }

    [Fact]
    public async Task File_OfAnotherContent_IsRefused()
    {
        File.WriteAllText(folder["mine"], "precious");
        await using var session = await Session.StartAsync(folder.Path);

        var result = await session.ApplyAsync(Session.Create("local:file", "page", """{ "path": "mine", "content": "new" }"""));

        Assert.Equal(("failed", "alreadyExists"), (result.Outcome, result.Error?.Code));
        Assert.Equal("precious", File.ReadAllText(folder["mine"]));
    }

    [Fact]
    public async Task SensitiveContent_IsInNoAnswerAndNoFileButItsOwn()
    {
        await using (var session = await Session.StartAsync(folder.Path, Store))
        {
            var made = await session.MadeAsync(Session.Create("local:file", "key", """{ "path": "key", "sensitiveContent": "hush-hush" }"""));
            var read = await session.GetAsync(made);

            Assert.Equal("hush-hush", File.ReadAllText(folder["key"]));
            Assert.DoesNotContain("hush-hush", System.Text.Json.JsonSerializer.Serialize(new[] { made, read }, Wire.Options));
            Assert.Null(made.Outputs["sha256"]);
        }

        Assert.All(Directory.GetFiles(folder["state"]), f => Assert.DoesNotContain("hush-hush", File.ReadAllText(f)));
    }

    [Fact]
    public async Task File_WithTwoContents_IsInvalid()
    {
        await using var session = await Session.StartAsync(folder.Path);
        var declared = new WireResourceDeclaration("local:file", "page", Session.Parse("""{ "path": "p", "content": "a", "contentBase64": "YQ==" }"""));

        var diagnostic = Assert.Single((await session.CallAsync<ValidateData>("validateConfig", new ValidateArguments([declared]))).Data!.Diagnostics);

        Assert.Equal(("error", "/contentBase64"), (diagnostic.Severity, diagnostic.Path));
    }

    [Fact]
    public async Task Directory_ThatStillHoldsSomething_IsInUse()
    {
        await using var session = await Session.StartAsync(folder.Path);
        var made = await session.MadeAsync(Session.Create("local:directory", "site", """{ "path": "out" }"""));
        File.WriteAllText(folder["out/left.txt"], "");

        var refused = await session.ApplyAsync(Session.Delete(made));
        Assert.Equal(("failed", "inUse", "out still holds left.txt"), (refused.Outcome, refused.Error?.Code, refused.Error?.Message));

        File.Delete(folder["out/left.txt"]);
        await session.GoneAsync(Session.Delete(made));
        Assert.Empty(folder.Content);
    }

    [Fact]
    public async Task Command_MakesReadsUpdatesAndDeletes()
    {
        await using var session = await Session.StartAsync(folder.Path);
        const string Rest = """
            "read": ["test", "-f", "thing"], "update": ["sh", "-c", "echo updated from $MCIACC_STDOUT >> thing; cat thing"], "delete": ["rm", "thing"], "environment": { "COLOR": "blue" }
            """;

        var made = await session.MadeAsync(Session.Create("local:command", "thing", $$"""{ "create": ["sh", "-c", "echo $COLOR > thing; cat thing"], {{Rest}} }"""));
        Assert.Equal(("blue", 0L), (made.Outputs["stdout"]?.AsText(), made.Outputs["exitCode"]?.AsInteger()));

        var updated = await session.MadeAsync(Session.Update(made, $$"""{ "create": ["sh", "-c", "echo changed"], {{Rest}} }"""));
        Assert.Equal((made.Id, "blue\nupdated from blue"), (updated.Id, updated.Outputs["stdout"]?.AsText()));

        var retimed = await session.MadeAsync(Session.Update(updated, $$"""{ "create": ["sh", "-c", "echo changed"], {{Rest}}, "timeout": 10 }"""));
        Assert.Equal("blue\nupdated from blue\n", File.ReadAllText(folder["thing"]));
        Assert.Equal(updated.Outputs, retimed.Outputs);

        await session.GoneAsync(Session.Delete(retimed));
        Assert.Empty(folder.Content);
    }

    [Fact]
    public async Task Command_WhoseThingIsGone_ReadsAsDeleted_AndItsFailingDeleteSucceeds()
    {
        await using var session = await Session.StartAsync(folder.Path);
        var made = await session.MadeAsync(Session.Create("local:command", "thing",
            """{ "create": ["touch", "thing"], "read": ["test", "-f", "thing"], "delete": ["rm", "thing"] }"""));
        File.Delete(folder["thing"]);

        Assert.Equal("deleted", (await session.GetAsync(made))?.State);
        await session.GoneAsync(Session.Delete(made));
    }

    [Fact]
    public async Task Command_ThatFails_IsDoneInPart_SaysWhy_AndIsRunOnce()
    {
        await using var session = await Session.StartAsync(folder.Path);
        var change = Session.Create("local:command", "thing", """{ "create": ["sh", "-c", "echo x >> ran; echo no disk >&2; exit 7"], "delete": ["rm", "ran"] }""");

        var result = await session.ApplyAsync(change);
        var again = await session.ApplyAsync(change);

        Assert.Equal(("partial", "sh ended with exit code 7: no disk"), (result.Outcome, result.Error?.Message));
        Assert.Equal("partial", again.Outcome);
        Assert.Equal("x\n", File.ReadAllText(folder["ran"]));
        await session.GoneAsync(Session.Delete(result.Resource!));
        Assert.Empty(folder.Content);
    }

    [Fact]
    public async Task Command_WhoseDeleteFails_IsStillThere()
    {
        await using var session = await Session.StartAsync(folder.Path);
        var made = await session.MadeAsync(Session.Create("local:command", "thing", """{ "create": ["true"], "delete": ["sh", "-c", "echo busy >&2; exit 1"] }"""));

        var result = await session.ApplyAsync(Session.Delete(made));

        Assert.Equal(("failed", "sh ended with exit code 1: busy"), (result.Outcome, result.Error?.Message));
        Assert.Equal("created", (await session.GetAsync(made))?.State);
    }

    [Fact]
    public async Task Command_ThatIsNotThere_Fails()
    {
        await using var session = await Session.StartAsync(folder.Path);

        var result = await session.ApplyAsync(Session.Create("local:command", "thing", """{ "create": ["no-such-program-anywhere"] }"""));

        Assert.Equal(("failed", "invalid"), (result.Outcome, result.Error?.Code));
    }

    [Fact]
    public async Task HttpCheck_OfARealServer_Succeeds_AndTwoOfOneUrlAreTwoObjects()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AnswerAsync(listener);
        var url = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/health";
        await using var session = await Session.StartAsync(folder.Path);

        var first = await session.MadeAsync(Session.Create("local:httpCheck", "a", $$"""{ "url": "{{url}}", "expectedBody": "fine" }"""));
        var second = await session.MadeAsync(Session.Create("local:httpCheck", "b", $$"""{ "url": "{{url}}" }"""));

        Assert.Equal(200, first.Outputs["status"]?.AsInteger());
        Assert.StartsWith(url, first.Id);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal("created", (await session.GetAsync(first))?.State);
        listener.Stop();
        Assert.Equal("deleted", (await session.GetAsync(first))?.State);
    }

    [Fact]
    public async Task HttpCheck_ThatNeverSucceeds_FailsAndIsNotThere()
    {
        await using var session = await Session.StartAsync(folder.Path);

        var result = await session.ApplyAsync(Session.Create("local:httpCheck", "a", """{ "url": "http://127.0.0.1:1/", "attempts": 2, "interval": 0 }"""));

        Assert.Equal(("failed", "notReady"), (result.Outcome, result.Error?.Code));
        Assert.StartsWith("http://127.0.0.1:1/ was asked 2 times and didn't answer as expected: ", result.Error?.Message);
    }

    [Fact]
    public async Task Random_KeepsItsValue_AndAPasswordIsASecretOutput()
    {
        string secret;
        await using (var session = await Session.StartAsync(folder.Path, Store))
        {
            var pet = await session.MadeAsync(Session.Create("local:random", "mascot", """{ "kind": "pet" }"""));
            var password = await session.MadeAsync(Session.Create("local:random", "password", """{ "kind": "password", "length": 24 }"""));

            Assert.Matches("^[a-z]+-[a-z]+$", pet.Outputs["value"]?.AsText());
            Assert.Equal(pet.Outputs, (await session.GetAsync(pet))?.Outputs);
            Assert.Equal(24, password.Outputs["secret"]?.AsText()?.Length);
            Assert.Null(password.Outputs["value"]);
            secret = password.Outputs["secret"]?.AsText() ?? "";
        }

        Assert.All(Directory.GetFiles(folder["state"]), f => Assert.DoesNotContain(secret, File.ReadAllText(f)));
    }

    [Fact]
    public async Task Random_PasswordThatIsTooShort_IsInvalid()
    {
        await using var session = await Session.StartAsync(folder.Path);

        var result = await session.ApplyAsync(Session.Create("local:random", "p", """{ "kind": "password", "length": 7 }"""));

        Assert.Equal(("failed", "length: a password has at least 8 characters"), (result.Outcome, result.Error?.Message));
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                using var reader = new StreamReader(client.GetStream());
                while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 8\r\nConnection: close\r\n\r\nall fine"));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
