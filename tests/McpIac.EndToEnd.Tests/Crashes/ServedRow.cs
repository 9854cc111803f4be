using System.Globalization;
using System.Text;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Servers;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>Thirty resources, <c>r0</c> to <c>r29</c>, eight of them in a chain, over a provider that is a process of its own; and what has to be so when all of them were applied.</summary>
internal static class ServedRow
{
    public const int Resources = 30, Chained = 8;

    /// <summary>Where the server keeps its record: it runs where <c>schemas/</c> lies.</summary>
    public const string ServersRecord = "../.mciacc/twin";

    public static async Task<Workspace> MakeAsync()
    {
        var yaml = new StringBuilder("metadata: { name: kill }\nspec:\n  resources:\n");
        for (var i = 0; i < Resources; i++)
        {
            var v = i is > 0 and < Chained ? $"'${{r{i - 1}.id}}'" : $"v{i}";
            yaml.Append(CultureInfo.InvariantCulture, $"    - {{ type: aws:vpc:vpc, name: r{i}, properties: {{ cidrBlock: 10.0.0.0/16, tags: {{ v: {v} }} }} }}\n");
        }

        var workspace = await Workspace.OfDocumentAsync("apiVersion: iac.mcp/v1\nkind: Deployment\n" + yaml);
        StdioServerTests.Command(workspace, Tool.Executable, "provider", "serve", "aws", "--twin");
        return workspace;
    }

    /// <summary>Nothing was ever applied; files only, since a folder may be a disk of its own.</summary>
    public static void Clear(Workspace workspace)
    {
        if (Directory.Exists(workspace.PathOf(".mciacc")))
            foreach (var file in Directory.GetFiles(workspace.PathOf(".mciacc"), "state*")) File.Delete(file);
        if (Directory.Exists(workspace.PathOf(ServersRecord)))
            foreach (var file in Directory.GetFiles(workspace.PathOf(ServersRecord))) File.Delete(file);
    }

    /// <summary>One more apply, and the world is as declared, nothing is there twice, and state knows all of it.</summary>
    public static async Task AssertConvergesAsync(Workspace workspace, params (string, string?)[] environment)
    {
        // A killed holder's lease on a database is good for half a minute more.
        if (environment.Length > 0) await Tool.RunAsync(workspace.Folder, ["lock", "break", "--yes"], environment);

        // A server whose client is gone may still be at its last batch; the state's lock goes with the process.
        var next = await Tool.RunAsync(workspace.Folder, ["apply", "--yes"], environment);
        if (next.Error.Contains("MCI3062", StringComparison.Ordinal)) next = await Tool.RunAsync(workspace.Folder, ["apply", "--yes", "--adopt"], environment);
        next.Exits(0);
        await AssertWholeAsync(workspace, environment);
    }

    /// <summary>The same of what was applied already.</summary>
    public static async Task AssertWholeAsync(Workspace workspace, params (string, string?)[] environment)
    {
        var world = workspace.World("aws", ServersRecord);
        Assert.Equal(Enumerable.Range(0, Resources).Select(i => $"r{i}").Order(StringComparer.Ordinal), world.Select(o => o.Name).Order(StringComparer.Ordinal));
        if (environment.Length > 0)
        {
            Assert.True((await Tool.RunAsync(workspace.Folder, ["plan", "--json", "--detailed-exit-code"], environment)).Exits(0).Plan.Empty);
            return;
        }

        var state = workspace.State("kill", ".mciacc");
        Assert.Empty(state.Pending);
        Assert.Equal(world.Select(o => o.Id).Order(StringComparer.Ordinal), state.Resources.Values.Select(r => r.Id).Order(StringComparer.Ordinal));
    }
}
