using McpIac.EndToEnd.Tests.CustomerPortal;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Languages;

/// <summary><c>mciacc convert</c>: the customer portal in one language becomes that in another.</summary>
public sealed class ConvertTests
{
    [Fact]
    public async Task AScript_BecomesADocument_AndThatAScript_OfTheSameBytes()
    {
        using var portal = await Workspace.OfAsync(Portal.Sample);
        (await portal.RunAsync("convert", "infra.csx", "--out", "made.yaml")).Exits(0);
        (await portal.RunAsync("convert", "made.yaml", "--out", "made.csx")).Exits(0);
        Assert.Equal(await EmittedAsync(portal, "infra.csx"), await EmittedAsync(portal, "made.yaml"));
        Assert.Equal(await EmittedAsync(portal, "infra.csx"), await EmittedAsync(portal, "made.csx"));
        Assert.Equal(await File.ReadAllTextAsync(portal.PathOf("made.yaml"), TestContext.Current.CancellationToken), (await portal.RunAsync("convert", "made.csx")).Exits(0).Output);
    }

    [Fact]
    public async Task AFileThatIsThere_IsOverwrittenByForceAlone()
    {
        using var portal = await Workspace.OfAsync(Portal.Sample);
        var before = await File.ReadAllTextAsync(portal.PathOf("infra.json"), TestContext.Current.CancellationToken);
        Assert.Equal(["MCI1293"], (await portal.RunAsync("convert", "infra.yaml", "--out", "infra.json", "--json")).Exits(1).Diagnostics.Select(d => d.Id));
        Assert.Equal(before, await File.ReadAllTextAsync(portal.PathOf("infra.json"), TestContext.Current.CancellationToken));
        (await portal.RunAsync("convert", "infra.yaml", "--out", "infra.json", "--force")).Exits(0);
        Assert.NotEqual(before, await File.ReadAllTextAsync(portal.PathOf("infra.json"), TestContext.Current.CancellationToken));
    }

    private static async Task<string> EmittedAsync(Workspace workspace, string program)
    {
        (await workspace.RunAsync("build", program, "--emit", "emitted.json")).Exits(0);
        return await File.ReadAllTextAsync(workspace.PathOf("emitted.json"), TestContext.Current.CancellationToken);
    }
}
