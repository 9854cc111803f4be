using System.Text;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.States;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Secrets;

/// <summary>A secret goes through all that can happen to a deployment, and is looked for everywhere afterwards.</summary>
public sealed class CanaryTests
{
    private const string Canary = "canary-4f9b1c77d2";

    [Theory]
    [InlineData("file")]
    [InlineData("postgres")]
    public async Task ASecret_IsInNoFile_NoDatabaseAndNoOutput_WhateverHappens(string backend)
    {
        using var database = backend == "postgres" ? new StateDatabase() : null;
        using var workspace = await Workspace.WithAsync("""
            var config = new Local.File("config") { Path = "out/config", SensitiveContent = Secret("canary") };
            var copy = new Local.File("copy") { Path = "out/copy", SensitiveContent = $"copied: {config.SensitiveContent}" };
            Output("config", config.SensitiveContent);
            """);
        await workspace.WriteSettingsAsync("secrets: { canary: { env: CANARY } }");
        (string, string?)[] environment = [("CANARY", Canary), ("MCIACC_TRACE", "1"), ("MCIACC_STATE", database?.Address)];
        var said = new StringBuilder();
        async Task RunAsync(int exitCode, params string[] arguments)
        {
            var result = (await Tool.RunAsync(workspace.Folder, arguments, environment)).Exits(exitCode);
            said.Append(result.Output).Append(result.Error);
        }

        var found = new List<string>();
        void Look()
        {
            foreach (var file in Directory.GetFiles(workspace.Root, "*", SearchOption.AllDirectories).Where(f => !f.StartsWith(workspace.PathOf("out"), StringComparison.Ordinal)))
                if (File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Canary)) >= 0) found.Add(file);
            if (database?.Dump().Contains(Canary, StringComparison.Ordinal) == true) found.Add("the database");
            if (said.ToString().Contains(Canary, StringComparison.Ordinal)) found.Add("the output");
            if (database is not null && said.ToString().Contains(database.Password, StringComparison.Ordinal)) found.Add("the database's password");
        }

        await RunAsync(0, "plan", "--json");
        await RunAsync(0, "apply", "--yes", "--json");
        Assert.Equal($"copied: {Canary}", workspace.Read("out", "copy"));
        Look();

        workspace.Edit("out/copy", "out/config/below");
        await RunAsync(3, "apply", "--yes", "--json");
        await RunAsync(0, "state", "show", "config");
        Look();

        await RunAsync(0, "output", "--json");
        await RunAsync(0, "destroy", "--yes", "--json");
        Look();
        Assert.Empty(found.Distinct());
        if (database is null) Assert.True(File.Exists(workspace.PathOf(".mciacc", "state.db")));
    }
}
