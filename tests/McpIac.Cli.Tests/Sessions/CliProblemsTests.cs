using McpIac.Cli.Connections;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;

namespace McpIac.Cli.Tests.Sessions;

public sealed class CliProblemsTests
{
    private static void Says(Diagnostic diagnostic, string id, string message, string remedy) =>
        Assert.Equal((id, message, remedy), (diagnostic.Id, diagnostic.Message, diagnostic.Remedy));

    [Fact]
    public void MissingOutput_NamesThoseThatAreThere()
    {
        Says(CliProblems.NoSuchOutput("adress", ["page", "address"]), "MCI1083", "There is no output adress.", "There is: address, page.");
        Says(CliProblems.NoSuchOutput("url", []), "MCI1083", "There is no output url.", "Apply first: outputs are what the last successful apply yielded.");
    }

    [Fact]
    public void AmbiguousName_ListsTheUrns() =>
        Says(CliProblems.AmbiguousResource("main", ["a/b/main", "a/c/main"]), "MCI1084", "Several resources are called main.", "Give one's urn: a/b/main, a/c/main.");

    [Fact]
    public void MissingSnapshot_SaysHowToGetIt()
    {
        Says(CliProblems.NoSnapshot("azure", ["aws"]), "MCI6111", "There is no snapshot of the provider azure.", "There is: aws. Or run 'mciacc provider add azure -- COMMAND'.");
        Says(CliProblems.NoSnapshot("azure", []), "MCI6111", "There is no snapshot of the provider azure.", "Run 'mciacc provider add azure -- COMMAND'.");
    }

    [Fact]
    public async Task PlainServer_IsStartedLikeAnyOther()
    {
        var (catalog, _) = CatalogLoader.Load([new SnapshotSource("memory.mcp.json", """{ "tools": [ { "name": "search_nodes" } ] }""")]);
        await using var pool = new Connector(new Project("infra.csx", "schemas", Twin: false), catalog, null).Pool();

        var (connection, problem) = await pool.GetAsync("memory", TestContext.Current.CancellationToken);

        Assert.Null(connection);
        Assert.Equal("MCI6102", problem?.Id);
    }

    [Fact]
    public void PendingChanges_AreCounted()
    {
        Assert.Contains("left 1 change whose", CliProblems.Pending(1).Message, StringComparison.Ordinal);
        Assert.Equal(("MCI5011", Severity.Warning), (CliProblems.Pending(2).Id, CliProblems.Pending(2).Severity));
    }

    [Fact]
    public void SeveralDeployments_AreNamed() => Says(CliProblems.SeveralDeployments(["blue", "green"]), "MCI5010",
        "The state holds several deployments (blue, green), and the program doesn't say which is meant, because it has errors.", "Mend the program first.");

    [Fact]
    public void UnusableRecord_NamesTheProviderAndTheCause() =>
        Assert.Equal(("MCI6110", "The provider local can't open its own record: access is denied"),
            (CliProblems.StoreUnusable("local", "access is denied").Id, CliProblems.StoreUnusable("local", "access is denied").Message));

    [Fact]
    public void InitOverAFile_IsRefused() => Assert.Equal("MCI1081", CliProblems.WouldOverwrite("infra.csx").Id);

    [Fact]
    public void UsageAndSecrets_HaveTheirIds() =>
        Assert.Equal(["MCI1080", "MCI1088"], [CliProblems.Usage("a", "b").Id, CliProblems.SecretOutput("password").Id]);

    [Fact]
    public void ASnapshot_ThatCantBePulledOrIsOutdated_SaysWhatToRun()
    {
        Assert.Equal(("MCI6120", "Add it with its command: 'mciacc provider add aws -- COMMAND', or with --url."), (CliProblems.NoCommand("aws").Id, CliProblems.NoCommand("aws").Remedy));
        Assert.Equal(("MCI6121", "The server of box no longer offers what its snapshot has: 1 breaking change."),
            (CliProblems.SnapshotOutdated("box", "1 breaking change").Id, CliProblems.SnapshotOutdated("box", "1 breaking change").Message));
    }

    [Fact]
    public void AFolderWithoutSnapshots_IsNamed() => Assert.Equal(("MCI6122", "docs holds no snapshot that can be read."), (CliProblems.NoSnapshots("docs").Id, CliProblems.NoSnapshots("docs").Message));

    [Fact]
    public void APassword_InACommittedCommand_IsWarnedOf() =>
        Assert.Equal(("MCI6123", Severity.Warning), (CliProblems.CredentialInCommand("schemas/pg.mcp.json").Id, CliProblems.CredentialInCommand("schemas/pg.mcp.json").Severity));
}
