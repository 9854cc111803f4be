using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Starts;

/// <summary>The engine in another program than <c>mciacc</c>: the sample of thirty lines, as it was built.</summary>
public sealed class EngineLibraryTests
{
    private const string Document = """
        apiVersion: iac.mcp/v1
        kind: Deployment
        metadata: { name: hello }
        spec:
          resources:
            - { type: local:random, name: mascot, properties: { kind: pet } }
            - { type: local:file, name: page, properties: { path: out/hello.txt, content: "Hello from ${mascot.value}" } }
        """;

    // bin/CONFIGURATION/FRAMEWORK, as of the tests.
    private static readonly string Sample = Path.Combine(
        AppContext.BaseDirectory.Replace(Path.Combine("tests", "McpIac.EndToEnd.Tests"), Path.Combine("samples", "engine-library"), StringComparison.Ordinal),
        OperatingSystem.IsWindows() ? "engine-library.exe" : "engine-library");

    [Fact]
    public async Task TheSample_PlansAndApplies_AndMciaccGoesOnFromThere()
    {
        using var workspace = await Workspace.OfDocumentAsync(Document);
        var applied = (await RunAsync(workspace)).Exits(0);
        Assert.Equal(["Create mascot: new", "Create page: new", "apply of hello: 2 to do"], applied.Lines.Take(3));
        Assert.Contains(applied.Lines, l => l.EndsWith("Create page: Succeeded", StringComparison.Ordinal));
        Assert.StartsWith("Succeeded after ", applied.Lines[^2], StringComparison.Ordinal);
        Assert.StartsWith("Hello from ", workspace.Read("out", "hello.txt"), StringComparison.Ordinal);
        Assert.True((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Empty);

        workspace.EditDocument("Hello from", "Good evening from");
        Assert.Equal(["NoOp mascot: unchanged", "Update page: content: changed"], (await RunAsync(workspace)).Exits(0).Lines.Take(2));
        Assert.StartsWith("Good evening from ", workspace.Read("out", "hello.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsWrong_IsADiagnostic()
    {
        using var workspace = await Workspace.OfDocumentAsync(Document.Replace("kind: pet", "kind: cat", StringComparison.Ordinal));
        Assert.StartsWith("MCI2005: kind of mascot: ", (await RunAsync(workspace)).Exits(1).Error, StringComparison.Ordinal);
        workspace.EditDocument("kind: cat", "kind: pet");
        File.WriteAllText(workspace.PathOf("out"), "where the folder should be");
        Assert.Contains("MCI4001: page (local:file): create failed", (await RunAsync(workspace)).Exits(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void TheSample_HasThirtyLines_AndThePageShowsSomeOfThem()
    {
        var lines = Repository.Read("samples/engine-library/Program.cs").TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 1, 30);
        var shown = Repository.Read("docs/engine.md").Split("```csharp\n")[1].Split("```")[0].TrimEnd().Split('\n');
        Assert.All(shown, l => Assert.Contains(l, lines));
    }

    private static Task<ToolResult> RunAsync(Workspace workspace) =>
        Tool.RunAsync(Sample, workspace.Folder, [workspace.PathOf("infra.yaml"), Path.Combine(workspace.Root, "schemas")]);
}
