using System.Text.RegularExpressions;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.States;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Failures;

/// <summary>Several apply the same deployment at once: one does, one is refused and told by whom and since when, one waits its turn.</summary>
public sealed class TwoAppliersTests
{
    [Theory]
    [InlineData("file")]
    [InlineData("postgres")]
    public async Task OneApplies_OneIsRefused_OneWaits(string backend)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Needs a shell.");
        using var database = backend == "postgres" ? new StateDatabase() : null;
        using var workspace = await Workspace.OfDocumentAsync("""
            apiVersion: iac.mcp/v1
            kind: Deployment
            metadata: { name: shared }
            spec:
              resources:
                - { type: local:command, name: first, properties: { create: [sh, -c, "echo x >> started; until [ -e go ]; do sleep 0.05; done"], workingDirectory: work } }
                - { type: local:command, name: second, properties: { create: [sh, -c, "echo x >> second"], workingDirectory: work }, dependsOn: [first] }
            """);
        Directory.CreateDirectory(workspace.PathOf("work"));
        (string, string?)[] state = [("MCIACC_STATE", database?.Address)];
        using var first = Tool.Start(workspace.Folder, ["apply", "--yes"], state);
        while (!File.Exists(workspace.PathOf("work", "started")))
        {
            Assert.False(first.HasExited, "mciacc ended before its first step");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        var refused = Assert.Single((await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--json"], state)).Exits(1).Diagnostics);
        Assert.Equal("MCI5004", refused.Id);
        Assert.Matches($@"is in use by \S+, process {first.Id} on {Regex.Escape(Environment.MachineName)}, since 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\.$", refused.Message);
        Assert.NotNull(refused.Remedy);

        using var waiting = Tool.Start(workspace.Folder, ["apply", "--yes", "--lock-timeout", "600"], state);
        await waiting.SaysAsync($"process {first.Id} on ");
        await File.WriteAllTextAsync(workspace.PathOf("work", "go"), "", TestContext.Current.CancellationToken);
        Assert.Contains("2 created", (await first.EndAsync()).Exits(0).Output, StringComparison.Ordinal);
        Assert.StartsWith("No changes.", (await waiting.EndAsync()).Exits(0).Output, StringComparison.Ordinal);
        Assert.Equal(("x\n", "x\n"), (workspace.Read("work", "started"), workspace.Read("work", "second")));
    }
}
