using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>State in a database that machines share: all commands find it there, each environment has its own.</summary>
public sealed class StateDatabaseTests
{
    private const string Page = """
        var page = new Local.File("page") { Path = Parameter("path", "out/page.txt"), Content = "page" };
        Output("page", page.Path);
        """;

    [Fact]
    public async Task AProject_KeepsItsStatesInTheDatabase_AndAnotherFolderFindsThem()
    {
        using var database = new StateDatabase();
        using var workspace = await Workspace.WithAsync(Page);
        await workspace.WriteSettingsAsync($$"""
            state: { backend: postgres, connection: "{{database.Shown}}", password: { secret: state } }
            secrets: { state: { env: STATE_PASSWORD } }
            environments: { prod: { parameters: { path: out/prod.txt } } }
            """);
        (string, string?)[] password = [("STATE_PASSWORD", database.Password)];
        async Task<ToolResult> RunAsync(params string[] arguments) => await Tool.RunAsync(workspace.Folder, arguments, password);

        (await RunAsync("apply", "--yes", "--json")).Exits(0);
        (await RunAsync("apply", "--yes", "-e", "prod")).Exits(0);
        Assert.False(File.Exists(workspace.PathOf(".mciacc", "state.db")));
        Assert.Equal("out/page.txt\n", (await RunAsync("output", "page")).Exits(0).Output);
        Assert.Equal("out/prod.txt\n", (await RunAsync("output", "page", "-e", "prod")).Exits(0).Output);
        Assert.True((await RunAsync("plan", "--json")).Exits(0).Plan.Empty);

        // The twin's state is a file, whatever the settings say.
        (await RunAsync("apply", "--yes", "--twin")).Exits(0);
        Assert.True(File.Exists(workspace.PathOf(".mciacc", "twin", "state.db")));

        (await RunAsync("destroy", "--yes", "-e", "prod")).Exits(0);
        Assert.True(File.Exists(workspace.PathOf("out", "page.txt")));

        var without = (await Tool.RunAsync(workspace.Folder, ["plan", "--json"])).Exits(1).Diagnostics;
        Assert.Equal(["MCI5074"], without.Select(d => d.Id));
        var wrong = (await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--json"], ("STATE_PASSWORD", "guessed-wrongly"))).Exits(1);
        Assert.Equal(["MCI5020"], wrong.Diagnostics.Select(d => d.Id));
        Assert.DoesNotContain("guessed-wrongly", wrong.Output + wrong.Error, StringComparison.Ordinal);
        Assert.Equal("page", workspace.Read("out", "page.txt"));
    }

    /// <summary>Whoever was replaced sends nothing more, and who comes next finds out what it had under way.</summary>
    [Theory]
    [InlineData("file")]
    [InlineData("postgres")]
    public async Task ARunWhoseStateWasTakenAway_Stops_AndTheNextGoesOnFromThere(string backend)
    {
        if (OperatingSystem.IsWindows()) return;
        using var database = backend == "postgres" ? new StateDatabase() : null;
        using var workspace = await Workspace.WithAsync("""
            var first = new Local.Command("first") { Create = ["sh", "-c", "echo x >> started; until [ -e go ]; do sleep 0.05; done; echo first"], WorkingDirectory = "work" };
            var second = new Local.Command("second") { Create = ["sh", "-c", $"echo {first.Stdout} >> second"], WorkingDirectory = "work" };
            """);
        Directory.CreateDirectory(workspace.PathOf("work"));
        (string, string?)[] state = [("MCIACC_STATE", database?.Address)];
        using var old = Tool.Start(workspace.Folder, ["apply", "--yes", "--json"], state);
        while (!File.Exists(workspace.PathOf("work", "started")))
        {
            Assert.False(old.HasExited, "mciacc ended before its first step");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Contains(" is in use by ", (await Tool.RunAsync(workspace.Folder, ["lock", "show"], state)).Exits(0).Output, StringComparison.Ordinal);
        (await Tool.RunAsync(workspace.Folder, ["lock", "break"], state)).Exits(4);
        (await Tool.RunAsync(workspace.Folder, ["lock", "break", "--yes"], state)).Exits(0);
        await File.WriteAllTextAsync(workspace.PathOf("work", "go"), "", TestContext.Current.CancellationToken);
        var refused = (await old.EndAsync()).Exits(3);
        Assert.Equal(["MCI5022"], refused.Diagnostics.Where(d => d.Severity == "error").Select(d => d.Id));
        Assert.False(File.Exists(workspace.PathOf("work", "second")));

        (await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], state)).Exits(0);
        Assert.Equal(("x\n", "first\n"), (workspace.Read("work", "started"), workspace.Read("work", "second")));
    }

    [Fact]
    public async Task TheEnvironmentVariable_CountsBeforeTheSettings_AndOthersAreToldWhoHasTheState()
    {
        using var database = new StateDatabase();
        using var workspace = await Workspace.WithAsync(Page);
        await workspace.WriteSettingsAsync("state: { backend: postgres, connection: { env: NOT_SET } }");
        Assert.Equal(["MCI5026"], (await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(["MCI5023"], (await Tool.RunAsync(workspace.Folder, ["plan", "--json"], ("MCIACC_STATE", "http://db/state"))).Exits(1).Diagnostics.Select(d => d.Id));

        (string, string?)[] state = [("MCIACC_STATE", database.Address)];
        (await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], state)).Exits(0);
        database.Run("UPDATE deployment SET holder = 'ada, process 7 on build-3', since = '2026-11-26T08:00:00Z', expires = 9999999999999");
        var held = Assert.Single((await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--json", "--lock-timeout", "1"], state)).Exits(1).Diagnostics);
        Assert.Equal(("MCI5004", $"The state database {database.Shown} is in use by ada, process 7 on build-3, since 2026-11-26T08:00:00Z."), (held.Id, held.Message));
        Assert.True((await Tool.RunAsync(workspace.Folder, ["plan", "--json"], state)).Exits(0).Plan.Empty);

        // Who waits goes on when the other has finished.
        using var waiting = Tool.Start(workspace.Folder, ["destroy", "--yes", "--lock-timeout", "600"], state);
        database.Run("UPDATE deployment SET expires = 0");
        (await waiting.EndAsync()).Exits(0);
        Assert.False(File.Exists(workspace.PathOf("out", "page.txt")));
    }
}
