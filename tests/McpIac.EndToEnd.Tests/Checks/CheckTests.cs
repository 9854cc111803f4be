using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Checks;

/// <summary>Checks of a deployment, as a user meets them.</summary>
public sealed class CheckTests
{
    [Fact]
    public async Task Checks_Warn_WhenTheyAreKnown_AndStopNothing()
    {
        using var workspace = await Workspace.WithAsync("""
            var page = new Local.File("page") { Path = "page.txt", Content = "hello" };
            Check("large", page.Size > 100, $"{page.Size} bytes are few");
            Check("greets", page.Content.Contains("hello"), "it is rude");
            """);
        var built = (await workspace.RunAsync("build", "--json")).Exits(0);
        Assert.Empty(built.Diagnostics);
        Assert.Equal(["large", "greets"], built.Json["deployment"]!["checks"]!.AsArray().Select(c => c!.GetValue<string>()));
        var planned = (await workspace.RunAsync("plan", "--json")).Exits(0);
        Assert.Empty(planned.Diagnostics);
        Assert.Equal(["unknown", "passed"], planned.Json["plan"]!["checks"]!.AsArray().Select(c => c!["outcome"]!.GetValue<string>()));

        var warning = Assert.Single((await workspace.RunAsync("apply", "--json")).Exits(0).Diagnostics);
        Assert.Equal(("MCI4030", "warning", "The check large doesn't hold: 5 bytes are few.", 2), (warning.Id, warning.Severity, warning.Message, warning.Line));
        Assert.Equal("hello", workspace.Read("page.txt"));
        Assert.Equal("MCI3030", Assert.Single((await workspace.RunAsync("apply", "--json")).Exits(0).Diagnostics).Id);

        workspace.Edit("\"hello\" }", "\"hi\" }");
        Assert.Contains("MCI3030: The check greets doesn't hold: it is rude.", (await workspace.RunAsync("plan")).Exits(0).Error, StringComparison.Ordinal);
    }
}
