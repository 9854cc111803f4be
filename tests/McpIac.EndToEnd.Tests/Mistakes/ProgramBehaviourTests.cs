using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Mistakes;

/// <summary>A program is foreign code: whatever it does is reported at its line, and mciacc outlives it.</summary>
public sealed class ProgramBehaviourTests
{
    private const string Declares = """new Local.File("page") { Path = "out/page.txt", Content = "page" };""";

    [Theory]
    [InlineData("throw new InvalidOperationException(\"no network\");", "MCI1010", "The program failed here: no network (InvalidOperationException)")]
    [InlineData("while (true) { }", "MCI1012", "The program didn't end within 2 s and was stopped; it was at this line.")]
    [InlineData("Environment.Exit(0);", "MCI1013", "The program ended its own process here, so what it declared is incomplete.")]
    [InlineData("Environment.FailFast(\"broken\");", "MCI1016", null)]
    public async Task AProgramThatDoesNotComeToItsEnd_IsAnErrorAtItsLine_AndNothingIsApplied(string line, string id, string? message)
    {
        using var workspace = await Workspace.WithAsync($"{Declares}\nvar on = DateTime.Now.Year > 2000;\nif (on)\n{{\n    {line}\n}}\n");
        var applied = (await workspace.RunAsync("apply", "--yes", "--json", "--time-limit", id == "MCI1012" ? "2" : "60")).Exits(1);
        var problem = applied.Diagnostics.Single(d => d.Severity == "error");
        Assert.Equal((id, "infra.csx", 5), (problem.Id, problem.File, problem.Line));
        if (message is not null) Assert.Equal(message, problem.Message);
        Assert.NotNull(problem.Remedy);
        Assert.False(Directory.Exists(workspace.PathOf("out")));
        Assert.False(File.Exists(workspace.PathOf(".mciacc", "state.db")));
    }

    [Fact]
    public async Task WhatAProgramPrints_IsDropped_SoThatJsonStaysWhole()
    {
        using var workspace = await Workspace.WithAsync($"{Declares}\nConsole.WriteLine(\"not json\");\nConsole.Error.WriteLine(\"nor this\");\n");
        var applied = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(0);
        Assert.Equal([("MCI1014", "warning", 2)], applied.Diagnostics.Select(d => (d.Id, d.Severity, d.Line)));
        Assert.DoesNotContain("not json", applied.Output, StringComparison.Ordinal);
        Assert.Equal("page", workspace.Read("out", "page.txt"));

        var text = (await workspace.RunAsync("plan")).Exits(0);
        Assert.StartsWith("infra.csx(2,1): warning MCI1014: The program prints;", text.Error, StringComparison.Ordinal);
        Assert.Equal("No changes. Everything is as the program says.\n", text.Output);
    }

    [Fact]
    public async Task AProgramThatPrintsWithoutEnd_IsStopped()
    {
        using var workspace = await Workspace.WithAsync($"{Declares}\nwhile (DateTime.Now.Year > 2000) Console.Write(new string('x', 100_000));\n");
        var built = (await workspace.RunAsync("build", "--json")).Exits(1);
        var problem = built.Diagnostics.Single(d => d.Severity == "error");
        Assert.Equal(("MCI1015", 2), (problem.Id, problem.Line));
    }

    [Fact]
    public async Task AProgram_SeesNoSecretsOfTheShell()
    {
        using var workspace = await Workspace.WithAsync("""Output("token", Environment.GetEnvironmentVariable("DEPLOY_TOKEN") ?? "none");""");
        (await Processes.Tool.RunAsync(workspace.Folder, ["apply", "--yes"], ("DEPLOY_TOKEN", "hunter2"))).Exits(0);
        Assert.Equal("none\n", (await workspace.RunAsync("output", "token")).Exits(0).Output);
    }
}
