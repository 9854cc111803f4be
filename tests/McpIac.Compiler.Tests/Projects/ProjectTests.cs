using McpIac.Compiler.Tests.Programs;

namespace McpIac.Compiler.Tests.Projects;

/// <summary>A project goes the way of a script: the same checks, the same cache, the SDK's errors as ours.</summary>
public sealed class ProjectTests
{
    private const string Classes = """
        using System.Runtime.CompilerServices;
        using McpIac.Dsl;

        [SchemaType("net:core:vlan")]
        sealed class Vlan : Resource
        {
            public Vlan(string name, ResourceOptions? options = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
                : base("net:core:vlan", name, options, file, line) { }

            [Property("tag"), Range(1, 4094)]
            public Value<long> Tag { get => ReadValue<long>("tag"); init => WriteValue("tag", value); }
        }
        """;

    private const string Program = """
        using static McpIac.Dsl.Authoring;

        Deployment("from-a-project");
        var vlan = new Vlan("a") { Tag = 150 };
        Output("tag", vlan.Tag);
        """;

    [Fact]
    public async Task Project_IsBuiltRunBoundAndCached()
    {
        using var program = Folder(Program);
        var cold = await program.CompileAsync("infra.csproj");
        Assert.Equal("", program.Lines(cold));
        Assert.Equal(["from-a-project/net:core:vlan/a"], cold.Deployment!.Resources.Select(r => r.Urn));

        var warm = await program.CompileAsync("infra.csproj", child: ["no-such-command"]);
        Assert.True(warm.FromCache);
        Assert.Equal(cold.Deployment.Resources[0].Properties, warm.Deployment!.Resources[0].Properties);

        program.Put("Program.cs", Program.Replace("150", "5000", StringComparison.Ordinal));
        Assert.StartsWith("Program.cs:4:34-38 error MCI2005 tag of a: 5000 ", program.Lines(await program.CompileAsync("infra.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Project_UsesADocumentsComponent_AndIsNotBuiltForAChangeOfIt()
    {
        const string component = "apiVersion: iac.mcp/v1\nkind: Component\nmetadata: { name: Tagged }\nspec:\n  parameters: { tag: { type: integer } }\n  resources: [ { type: net:core:vlan, name: v, properties: { tag: '${tag}' } } ]\n  outputs: { tag: '${v.tag}' }";
        using var program = Folder("""
            using static McpIac.Dsl.Authoring;

            var tagged = Import("tagged.yaml").Use("a", new { tag = 150 });
            Output("tag", tagged["tag"]);
            """);
        program.Put("tagged.yaml", component);
        var cold = await program.CompileAsync("infra.csproj");
        Assert.Equal("", program.Lines(cold));
        Assert.EndsWith("/Tagged:a/net:core:vlan/v", cold.Deployment!.Resources.Single().Urn, StringComparison.Ordinal);

        program.Put("tagged.yaml", component.Replace("integer", "integer, maximum: 100", StringComparison.Ordinal));
        Assert.StartsWith("Program.cs:3:57-60 error MCI2005 tag of a: 150 ", program.Lines(await program.CompileAsync("infra.csproj", child: ["no-such-command"])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MistakeInAProject_IsReportedAtItsPlace()
    {
        using var program = Folder(Program.Replace("150", "\"x\"", StringComparison.Ordinal));
        Assert.StartsWith("Program.cs:4:34-37 error CS0029 ", program.Lines(await program.CompileAsync("infra.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MistakeThatTheAnalyzersFind_IsReportedOnce_WhereTheBinderWouldReportIt()
    {
        using var program = Folder(Program.Replace("150", "5000", StringComparison.Ordinal), analyzers: true);
        Assert.Equal("Program.cs:4:34-38 error MCI2005 tag of a: 5000 is more than the maximum 4094. Write a value that the provider's schema allows.",
            program.Lines(await program.CompileAsync("infra.csproj")));
    }

    [Fact]
    public async Task ProjectThatIsALibrary_IsReported()
    {
        using var program = Folder("", "Library");
        Assert.StartsWith("infra.csproj error MCI1031 infra.dll has no program to run", program.Lines(await program.CompileAsync("infra.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProjectFileThatIsNoXml_IsReported()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csproj", "not a project");
        Assert.StartsWith("infra.csproj:1:1 error MSB4025 ", program.Lines(await program.CompileAsync("infra.csproj")), StringComparison.Ordinal);
    }

    [Fact]
    public void BuildThatFailsWithoutADiagnostic_IsReportedStill() => Assert.Equal(
        "MCI1030 The project infra.csproj can't be built: it has no assembly Run 'dotnet build' in its folder.",
        Binding.NetworkCatalog.Line(McpIac.Compiler.Programs.ProgramProblems.ProjectNotBuilt("/program/infra.csproj", "it has no assembly")));

    private static ProgramFolder Folder(string source, string kind = "Exe", bool analyzers = false)
    {
        var folder = new ProgramFolder();
        string Dll(string name) => Path.Combine(AppContext.BaseDirectory, name);
        folder.Put("infra.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>{kind}</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup>
                {(analyzers ? $"<Analyzer Include=\"{Dll("McpIac.Analyzers.dll")};{Dll("McpIac.Schemas.dll")}\" />" : "")}
                <Reference Include="McpIac.Dsl"><HintPath>{Dll("McpIac.Dsl.dll")}</HintPath></Reference>
                <Reference Include="McpIac.Schemas"><HintPath>{Dll("McpIac.Schemas.dll")}</HintPath></Reference>
              </ItemGroup>
            </Project>
            """);
        folder.Put("Classes.cs", Classes);
        folder.Put("Program.cs", source);
        return folder;
    }
}
