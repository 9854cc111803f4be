using McpIac.Cli.Projects;

namespace McpIac.Cli.Tests.Projects;

public sealed class ProjectTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, string content = "")
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    [Fact]
    public void Folder_WithAScript_IsThatProgram()
    {
        var script = Write("infra.csx");
        Write("Shop.csproj");
        Assert.Equal(script, Project.Locate(folder, twin: false).Project?.ProgramPath);
    }

    [Fact]
    public void Folder_WithOneProject_IsThatProgram()
    {
        var project = Write("Shop.csproj");
        Assert.Equal(project, Project.Locate(folder, twin: false).Project?.ProgramPath);
    }

    [Fact]
    public void Folder_WithSeveralForms_IsTheFirst()
    {
        Write("Shop.csproj");
        foreach (var name in new[] { "infra.json", "infra.yml", "infra.yaml", "infra.csx" }) Assert.Equal(Write(name), Project.Locate(folder, twin: false).Project?.ProgramPath);
    }

    [Fact]
    public void Folder_WithTwoProjects_IsNone()
    {
        Write("A.csproj");
        Write("B.csproj");
        Assert.Equal("MCI1001", Project.Locate(folder, twin: false).Problem?.Id);
    }

    [Fact]
    public void MissingProgram_IsReported() => Assert.Equal("MCI1001", Project.Locate(Path.Combine(folder, "none.csx"), twin: false).Problem?.Id);

    [Fact]
    public void OtherFiles_AreNoPrograms() => Assert.Equal("MCI1087", Project.Locate(Write("README.md"), twin: false).Problem?.Id);

    [Fact]
    public void Snapshots_AreTheNearestUpwards()
    {
        Write("schemas/aws.mcp.json", "{}");
        var project = Project.Locate(Write("a/b/infra.csx"), twin: false).Project!;
        Assert.Equal(Path.Combine(folder, "schemas"), project.SchemasDirectory);
        Assert.Equal(folder, project.Root);
    }

    [Fact]
    public void SnapshotFolder_WithoutSnapshots_IsPassedOver()
    {
        Write("schemas/aws.mcp.json", "{}");
        Write("a/schemas/notes.txt");
        Assert.Equal(Path.Combine(folder, "schemas"), Project.Locate(Write("a/infra.csx"), twin: false).Project?.SchemasDirectory);
    }

    [Fact]
    public void NoSnapshotsAnywhere_MeansTheBuiltInOnes()
    {
        var found = SnapshotFolder.Find(folder);
        Assert.Equal(SnapshotFolder.BuiltIn().Select(s => s.Name), Directory.GetFiles(found).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Twin_HasAStateOfItsOwn()
    {
        var script = Write("infra.csx");
        Assert.Equal(Path.Combine(folder, ".mciacc", "state.db"), Project.Locate(script, twin: false).Project?.StateFile);
        Assert.Equal(Path.Combine(folder, ".mciacc", "twin", "state.db"), Project.Locate(script, twin: true).Project?.StateFile);
    }

    [Fact]
    public void Environment_HasAStateOfItsOwn_AlsoWithTwins()
    {
        var project = Project.Locate(Write("infra.csx"), twin: false).Project! with { Environment = "dev" };
        Assert.Equal(Path.Combine(folder, ".mciacc", "environments", "dev", "state.db"), project.StateFile);
        Assert.Equal(Path.Combine(folder, ".mciacc", "twin", "environments", "dev", "aws.world.jsonl"), (project with { Twin = true }).WorldFile("aws"));
    }
}
