using McpIac.EndToEnd.Tests.Documents;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Consoles;

/// <summary><c>mciacc console</c>, as scripts use it and as a person does.</summary>
public sealed class ConsoleTests
{
    private const string Script = """
        var size = Parameter<int>("size", defaultValue: 3);
        var pet = new Local.Random("mascot") { Kind = "pet" };
        var key = new Local.Random("key") { Kind = "password", Length = 20 };
        var page = new Local.File("page") { Path = "out/page.txt", Content = $"Hello from {pet.Value}, {size} times" };
        Output("page", page.Path);
        Output("token", "hush-hush-hush", secret: true);
        """;

    [Fact]
    public async Task Expressions_AreEvaluatedOverTheState_ForScripts()
    {
        using var workspace = await Workspace.WithAsync(Script);
        (await workspace.RunAsync("apply")).Exits(0);
        var before = await workspace.StateAsync();

        Assert.Equal("out/page.txt\n", (await workspace.RunAsync("console", "--eval", "page.path")).Exits(0).Output);
        Assert.Equal("OUT/PAGE.TXT\n7\napp\n", (await workspace.RunAsync("console", "--eval", "upper(outputs.page)", "--eval", "size + 4", "--eval", "deployment.name")).Exits(0).Output);
        Assert.Equal("[\"page\", 4]\n", (await workspace.RunAsync("console", "--set", "size=4", "--eval", "[split(`page`.path, \"/\")[1] == \"page.txt\" ? \"page\" : \"\", size]")).Exits(0).Output);
        Assert.Contains("id: ", (await workspace.RunAsync("console", "--eval", "local:mascot")).Exits(0).Output, StringComparison.Ordinal);

        var json = (await workspace.RunAsync("console", "--json", "--eval", "local:file:page.path", "--eval", "outputs.token")).Exits(0).Json;
        Assert.Equal("""[{"expression":"local:file:page.path","value":"out/page.txt","secret":false},{"expression":"outputs.token","secret":true}]""", json["results"]!.ToJsonString());
        Assert.Equal(before.ToJsonString(), (await workspace.StateAsync()).ToJsonString());
    }

    [Fact]
    public async Task Secrets_AreNeverShown()
    {
        using var workspace = await Workspace.WithAsync(Script);
        (await workspace.RunAsync("apply")).Exits(0);
        foreach (var text in new[] { "key.secret", "key[\"secret\"]", "upper(key.secret)", "length(key.secret) > 3", "outputs.token", "\"${outputs.token}!\"", "[for o in [key] : o.secret]", "secret(\"x\")" })
            Assert.Equal("(secret)\n", (await workspace.RunAsync("console", "--eval", text)).Exits(0).Output);
        foreach (var whole in new[] { "key", "outputs" })
        {
            var shown = (await workspace.RunAsync("console", "--eval", whole)).Exits(0).Output;
            Assert.Contains("(secret)", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("hush", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("sha256", shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Mistakes_AreReportedAtTheirPlace()
    {
        using var workspace = await Workspace.WithAsync(Script);
        (await workspace.RunAsync("apply")).Exits(0);
        (string Text, string Id, int Column, string? Remedy)[] mistakes =
        [
            ("pagge.path", "MCI2006", 1, "Did you mean page?"),
            ("upper(page.pth)", "MCI2007", 12, "Did you mean path?"),
            ("outputs.pag", "MCI2007", 9, "Did you mean page?"),
            ("uper(page.path)", "MCI1104", 1, "Did you mean upper?"),
            ("[page]", "MCI2008", 2, "Say which of its properties or outputs: ${page.id}."),
            ("page.path[", "MCI1101", 11, null),
            ("split(page.path, \"/\")[7]", "MCI2012", 1, "Mend the expression."),
        ];
        string[] evals = [.. mistakes.SelectMany(m => new[] { "--eval", m.Text })];
        var found = (await workspace.RunAsync(["console", "--json", .. evals])).Exits(1).Diagnostics;
        Assert.Equal(mistakes.Select((m, i) => (m.Id, i + 1, m.Column, m.Remedy)), found.Select(d => (d.Id, d.Line, d.Column, d.Remedy)));
        var shown = (await workspace.RunAsync(["console", .. evals])).Exits(1).Error;
        Assert.All(mistakes, m => Assert.Contains($" | {m.Text}\n", shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_AreReadFromAPipe_WithoutAPrompt_UntilExit()
    {
        using var workspace = await Workspace.WithAsync(Script);
        (await workspace.RunAsync("apply")).Exits(0);
        var sound = (await Tool.TellAsync(workspace.Folder, "page.path\n\nsize\nexit\npage.nothing\n", ["console"])).Exits(0);
        Assert.Equal("\"out/page.txt\"\n3\n", sound.Output);
        var wrong = (await Tool.TellAsync(workspace.Folder, "pagge.path\nsize", ["console"])).Exits(1);
        Assert.Equal("3\n", wrong.Output);
        Assert.StartsWith("console(1,1): error MCI2006", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResourcesOfOneName_AreToldApart_ByTypeOrComponent()
    {
        using var workspace = await Workspace.WithAsync("""
            new Local.Directory("data") { Path = "out" };
            new Part("one"); new Part("two");
            class Part : Component
            {
                public Part(string name) : base(name) => _ = new Local.Random("data", new() { Parent = this }) { Kind = "pet" };
            }
            """);
        (await workspace.RunAsync("apply")).Exits(0);
        Assert.Equal("out\n", (await workspace.RunAsync("console", "--eval", "local:directory:data.path")).Exits(0).Output);
        Assert.Equal("pet\n", (await workspace.RunAsync("console", "--eval", "`Part:two/data`.kind")).Exits(0).Output);
        var ambiguous = Assert.Single((await workspace.RunAsync("console", "--json", "--eval", "data.kind")).Exits(1).Diagnostics);
        Assert.Equal("MCI1210", ambiguous.Id);
        Assert.Contains("local:random:`Part:one/data`", ambiguous.Remedy, StringComparison.Ordinal);
        Assert.Equal("pet\n", (await workspace.RunAsync("console", "--eval", "local:random:`Part:one/data`.kind")).Exits(0).Output);
    }
}
