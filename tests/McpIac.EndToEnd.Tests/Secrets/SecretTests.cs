using System.Text;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Secrets;

/// <summary>A secret reaches what needs it, and stands nowhere else: not on the screen, in a document, in state, journal, cache or a provider's record.</summary>
public sealed class SecretTests
{
    [Fact]
    public async Task AGeneratedPassword_IsInTheFileThatNeedsIt_AndNowhereElse()
    {
        using var workspace = await Workspace.WithAsync("""
            var password = new Local.Random("password") { Kind = "password" };
            var config = new Local.File("config") { Path = "out/config", SensitiveContent = $"password={password.Secret}" };
            Output("password", password.Secret);
            """);
        var said = new List<string>();
        async Task<string> SayAsync(params string[] arguments)
        {
            var result = await workspace.RunAsync(arguments);
            said.Add(result.Output + result.Error);
            return said[^1];
        }

        await SayAsync("apply", "--yes");
        var password = workspace.Read("out", "config")["password=".Length..];
        Assert.Equal(20, password.Length);
        Assert.StartsWith("No changes.", await SayAsync("apply", "--yes"), StringComparison.Ordinal);
        workspace.Edit("password={", "the password={");
        await SayAsync("plan", "--json");
        await SayAsync("apply", "--yes", "--json");
        Assert.Equal($"the password={password}", workspace.Read("out", "config"));
        Assert.Contains("MCI1088", await SayAsync("output", "password"), StringComparison.Ordinal);
        await SayAsync("output", "--json");
        await SayAsync("state", "list", "--json");
        await SayAsync("state", "show", "config");

        Assert.All(said, s => Assert.DoesNotContain(password, s, StringComparison.Ordinal));
        var bytes = Encoding.UTF8.GetBytes(password);
        var kept = Directory.GetFiles(workspace.PathOf(".mciacc"), "*", SearchOption.AllDirectories);
        Assert.Contains(kept, f => f.EndsWith("local.world.jsonl", StringComparison.Ordinal));
        Assert.All(kept, f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf(bytes)));
    }
}
