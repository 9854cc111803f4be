using McpIac.Compiler.Projects;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Tests.Projects;

public sealed class BuildOutputTests
{
    [Fact]
    public void DiagnosticsOfABuild_AreReadOnceEachWithTheirPlaces()
    {
        const string output = """
            /src/a (b)/Program.cs(4,34): error CS0029: Cannot convert [x] [/src/infra.csproj]
            /src/Program.cs(4,34,5,6): warning CS0168: unused [/src/infra.csproj::TargetFramework=net10.0]
            /src/Program.cs(4,34,5,6): warning CS0168: unused [/src/infra.csproj::TargetFramework=net10.0]
            /src/Program.cs(5,1,5,9): error MCI2010: Two are named a (the first is at Program.cs:1). (https://mcpiac.io/diagnostics/MCI2010) [/src/infra.csproj]
            CSC : error CS5001: Program does not contain a static 'Main' method [/src/infra.csproj]
            MSBUILD : error MSB1009: Project file does not exist.
            Build FAILED.
                0 Warning(s)
            """;
        Assert.Equal(
        [
            Diagnostic.Error("CS0029", "Cannot convert [x]", new SourcePlace("/src/a (b)/Program.cs", 4, 34, 4, 0)),
            Diagnostic.Warning("CS0168", "unused", new SourcePlace("/src/Program.cs", 4, 34, 5, 6)),
            Diagnostic.Error("MCI2010", "Two are named a (the first is at Program.cs:1).", new SourcePlace("/src/Program.cs", 5, 1, 5, 9)),
            Diagnostic.Error("CS5001", "Program does not contain a static 'Main' method", new SourcePlace("/src/infra.csproj", 0)),
            Diagnostic.Error("MSB1009", "Project file does not exist.", new SourcePlace("/src/infra.csproj", 0)),
        ], BuildOutput.Diagnostics(output, "/src/infra.csproj"));
    }
}
