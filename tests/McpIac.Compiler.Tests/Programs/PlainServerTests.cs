using McpIac.Plans.Graphs;
using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Tests.Programs;

/// <summary>Programs that use a server which knows nothing of the provider standard.</summary>
public sealed class PlainServerTests
{
    private static string Memory => File.ReadAllText(Path.Combine(RepositoryFolder(), "tests/data/servers/server-memory.json"));

    [Fact]
    public async Task ResourcesDataSourcesAndActions_Bind_AndDependOnEachOther()
    {
        using var program = new ProgramFolder();
        program.Put("schemas/memory.mcp.json", Memory);
        program.Put("infra.csx", """
            var alice = new Memory.Entity("alice") { Name = "alice", EntityType = "person", Observations = ["likes tea"] };
            var found = new Memory.Data.SearchNodes("tea") { Query = $"tea {alice.Name}" };
            new Memory.Actions.AddObservations("more", new() { DependsOn = [found] }) { Observations = [new() { EntityName = alice.Name, Contents = ["and cake"] }] };
            Output("found", found.Entities.Select(e => e.Name));
            """);

        var result = await program.CompileAsync();

        Assert.Equal("", program.Lines(result));
        var deployment = result.Deployment!;
        Assert.Equal([TypeKind.Resource, TypeKind.DataSource, TypeKind.Action], deployment.Resources.Select(r => r.Type.Kind));
        var (graph, _) = DependencyGraph.Build(deployment);
        Assert.Equal(3, graph!.Stages.Count);
    }

    [Fact]
    public async Task Mistakes_AreReportedAsForAnyType()
    {
        using var program = new ProgramFolder();
        program.Put("schemas/memory.mcp.json", Memory);
        program.Put("infra.csx", """
            var alice = new Memory.Entity("alice") { Name = "alice", EntityType = "person", Observations = ["likes tea"] };
            new Memory.Data.SearchNodes("tea") { Qeury = "tea" };
            """);

        Assert.StartsWith("infra.csx:2:38-43 error MCI2002 SearchNodes has no ", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputsThatAMappingDeclares_AreTypedAndChecked_HoweverTheyAreCalled()
    {
        using var program = new ProgramFolder();
        var (refined, problems) = McpIac.Compiler.Tests.Mappings.MappingFileTests.Refined("""
            types:
              book:
                outputs:
                  owner: {"type":"object","properties":{"name":{"type":"string"},"homes":{"type":"array","items":{"type":"object","properties":{"city":{"type":["string","null"]}},"additionalProperties":false}}},"additionalProperties":false}
                  "class": {"type":"object","properties":{"a b":{"type":"string"},"\"; Evil(); //":{"type":"integer"},"*/ 1":{"type":"boolean"}},"additionalProperties":false}
            """);
        Assert.Empty(problems);
        program.Put("schemas/box.mcp.json", McpIac.Schemas.Snapshots.SnapshotWriter.Write(refined!));
        program.Put("infra.csx", """
            var emma = new Box.Book("emma") { Title = "Emma" };
            Output("who", emma.Owner.Name);
            Output("where", emma.Owner.Homes.Select(h => h.City));
            Output("odd", emma.Class.AB);
            """);
        Assert.Equal("", program.Lines(await program.CompileAsync()));

        program.Put("infra.csx", """
            var emma = new Box.Book("emma") { Title = "Emma" };
            Output("who", emma.Owner.Nam);
            """);
        Assert.StartsWith("infra.csx:2:26-29 error MCI2007 OwnerSettings has ", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);

        program.Put("infra.yaml", """
            name: box
            resources: [{ name: emma, type: "box:book", properties: { title: Emma } }]
            outputs: { who: "${emma.owner.name}", where: "${emma.owner.nam}" }
            """);
        Assert.Contains("MCI2007 owner of emma has no property or output nam", program.Lines(await program.CompileAsync("infra.yaml")), StringComparison.Ordinal);

        program.Put("infra.yaml", """
            name: box
            resources: [{ name: emma, type: "box:book", properties: { title: Emma } }]
            outputs:
              right: "${[for h in emma.owner.homes : h.city if h.city != null]}"
              wrong: "${[for h in emma.owner.homes : h.town]}"
            """);
        var lines = program.Lines(await program.CompileAsync("infra.yaml"));
        Assert.StartsWith("infra.yaml:5:10-51 error MCI2007 An element has no property or output town", lines, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lines);
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "McpIac.Dsl.sln"))) folder = folder.Parent;
        return folder!.FullName;
    }
}
