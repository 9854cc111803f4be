using McpIac.EndToEnd.Tests.Workspaces;
using Microsoft.Data.Sqlite;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>A plan that found nothing to do is remembered, until the program, its settings or the state are others.</summary>
public sealed class SettledPlanTests
{
    private const string Page = "name: app\nparameters: { text: { type: string, default: hello } }\nresources:\n  - { type: local:file, name: page, properties: { path: page.txt, content: \"${text}\" } }\n";

    [Fact]
    public async Task WhatIsKept_HoldsOnlyAsLongAsNothingIsAnother()
    {
        using var workspace = await Workspace.WithAsync("");
        File.Delete(workspace.Script);
        await WriteAsync(workspace, "infra.yaml", Page);
        (await workspace.RunAsync("plan")).Exits(0);
        Assert.Empty(Kept(workspace));
        foreach (var made in new[] { true, false })
        {
            Assert.Equal(made, (await workspace.RunAsync("apply", "--yes")).Exits(0).Output.Contains("1 created", StringComparison.Ordinal));
            File.Delete(Assert.Single(Kept(workspace)));
        }

        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        await AssertNothingAsync(workspace);

        // That nothing was read is seen by what would have been noticed: a row that somebody changed.
        await using (var connection = new SqliteConnection($"Data Source={workspace.PathOf(".mciacc", "state.db")};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE resource SET body = replace(body, 'page.txt', 'other.txt')";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await AssertNothingAsync(workspace);
            Assert.Equal(["MCI5002"], (await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
            Assert.Contains("MCI5002", (await workspace.RunAsync("plan", "--no-refresh", "--no-cache")).Exits(1).Error, StringComparison.Ordinal);
            command.CommandText = "UPDATE resource SET body = replace(body, 'other.txt', 'page.txt')";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.Contains("1 to update", (await workspace.RunAsync("plan", "--no-refresh", "--set", "text=bye")).Exits(0).Output, StringComparison.Ordinal);
        Assert.Contains("1 to replace", (await workspace.RunAsync("plan", "--no-refresh", "--replace", "page")).Exits(0).Output, StringComparison.Ordinal);
        await WriteAsync(workspace, "mciacc.yaml", "parameters: { text: servus }\n");
        Assert.Contains("1 to update", (await workspace.RunAsync("plan", "--no-refresh")).Exits(0).Output, StringComparison.Ordinal);
        File.Delete(workspace.PathOf("mciacc.yaml"));
        await WriteAsync(workspace, "infra.yaml", Page.Replace("hello", "good day", StringComparison.Ordinal));
        Assert.Contains("1 to update", (await workspace.RunAsync("plan", "--no-refresh")).Exits(0).Output, StringComparison.Ordinal);
        await WriteAsync(workspace, "infra.yaml", Page);
        await AssertNothingAsync(workspace);
        (await workspace.RunAsync("state", "taint", "page")).Exits(0);
        Assert.Contains("1 to replace", (await workspace.RunAsync("plan", "--no-refresh")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("outputs: { x: \"${secret(\\\"db\\\")}\" }\n")]
    [InlineData("checks: { c: { condition: \"${length(page.content) > 0}\", message: m } }\n")]
    [InlineData("imports: { Note: note.yaml }\n")]
    public async Task WhatComesOfMore_IsntKept_AndWhatIsImportedCounts(string more)
    {
        using var workspace = await Workspace.WithAsync("");
        File.Delete(workspace.Script);
        await WriteAsync(workspace, "mciacc.yaml", "secrets: { db: { env: PATH } }\n");
        await WriteAsync(workspace, "note.yaml", "apiVersion: iac.mcp/v1\nkind: Component\nmetadata: { name: Note }\nspec:\n  resources:\n    - { type: local:file, name: n, properties: { path: n.txt, content: one } }\n");
        var imports = more.StartsWith("imports", StringComparison.Ordinal);
        await WriteAsync(workspace, "infra.yaml", imports ? Page + "  - { type: Note, name: note }\n" + more : Page + more);
        foreach (var command in new[] { "apply", "apply" }) (await workspace.RunAsync(command, "--yes")).Exits(0);
        (await workspace.RunAsync("plan")).Exits(0);
        if (!imports)
        {
            Assert.Empty(Kept(workspace));
            return;
        }

        await WriteAsync(workspace, "note.yaml", (await File.ReadAllTextAsync(workspace.PathOf("note.yaml"), TestContext.Current.CancellationToken)).Replace("content: one", "content: two", StringComparison.Ordinal));
        Assert.Contains("1 to update", (await workspace.RunAsync("plan", "--no-refresh")).Exits(0).Output, StringComparison.Ordinal);
    }

    private static async Task AssertNothingAsync(Workspace workspace) =>
        Assert.Equal("No changes. Everything is as the program says.\n", (await workspace.RunAsync("plan", "--no-refresh", "--detailed-exit-code")).Exits(0).Output);

    private static string[] Kept(Workspace workspace) => Directory.Exists(workspace.PathOf(".mciacc", "cache")) ? Directory.GetFiles(workspace.PathOf(".mciacc", "cache"), "settled-*") : [];

    private static Task WriteAsync(Workspace workspace, string file, string text) => File.WriteAllTextAsync(workspace.PathOf(file), text, TestContext.Current.CancellationToken);
}
