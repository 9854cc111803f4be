using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Secrets;

/// <summary>Secrets that a provider's server keeps. The server is a shell script that knows one, and says what it was asked.</summary>
public sealed class StoredSecretTests
{
    private const string Vault = """
        while IFS= read -r line; do
          id=$(printf '%s' "$line" | sed -n 's/.*"id":\("[^"]*"\|[0-9]*\).*/\1/p')
          case "$line" in
            *'"initialize"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2024-11-05","capabilities":{"tools":{}},"serverInfo":{"name":"vault","version":"7"}}}\n' "$id" ;;
            *'"notifications/'*) ;;
            *'"tools/call"'*'"shop/db"'*) echo asked >> asked.txt; printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"{\\"data\\":{\\"password\\":\\"hunter22\\",\\"port\\":5432}}"}]}}\n' "$id" ;;
            *'"tools/call"'*'"plain"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"hunter22"}]}}\n' "$id" ;;
            *'"tools/call"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"permission denied"}],"isError":true}}\n' "$id" ;;
            *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}}\n' "$id" ;;
          esac
        done
        """;

    [Fact]
    public async Task ASecretOfAServer_IsAskedForWhenItIsNeeded_AndStandsNowhereElse()
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await WithAsync("{ provider: vault, tool: read_secret, arguments: { path: shop/db }, at: /data/password }");
        (await workspace.RunAsync("build")).Exits(0);
        (await workspace.RunAsync("plan", "--twin")).Exits(0);
        Assert.False(File.Exists(workspace.PathOf("asked.txt")));
        (await workspace.RunAsync("apply", "--yes")).Exits(0);
        Assert.Equal("hunter22", workspace.Read("out", "config"));
        Assert.True((await workspace.RunAsync("plan", "--json")).Exits(0).Plan.Empty);
        Assert.All(Directory.GetFiles(workspace.Root, "*", SearchOption.AllDirectories).Where(f => f != workspace.PathOf("out", "config") && !f.EndsWith("vault.sh", StringComparison.Ordinal)),
            f => Assert.Equal(-1, File.ReadAllBytes(f).AsSpan().IndexOf("hunter22"u8)));
        Assert.Contains("read_secret of vault", (await workspace.RunAsync("secret", "list")).Exits(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ provider: vault, tool: read_secret, arguments: { path: plain } }", "hunter22")]
    [InlineData("{ provider: vault, tool: read_secret, arguments: { path: shop/db }, at: /data/port }", "5432")]
    public async Task WhatIsTaken_IsTheText_OrWhatAPointerNames(string store, string expected)
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await WithAsync(store);
        Assert.Equal(expected + "\n", (await workspace.RunAsync("secret", "get", "db-password")).Exits(0).Output);
    }

    [Theory]
    [InlineData("{ provider: vault, tool: read_secret, arguments: { path: other } }", "MCI5074", "The secret db-password has no value: read_secret of vault says: permission denied.")]
    [InlineData("{ provider: vault, tool: read_secret, arguments: { path: shop/db }, at: /data/passwort }", "MCI5074",
        "The secret db-password has no value: what read_secret of vault answered has no text at /data/passwort.")]
    [InlineData("{ provider: vault, tool: read_secret, arguments: { path: shop/db }, at: /data }", "MCI5074",
        "The secret db-password has no value: what read_secret of vault answered has no text at /data.")]
    [InlineData("{ provider: valut, tool: read_secret }", "MCI6120", "The snapshot of valut doesn't say how its server is started or reached.")]
    [InlineData("{ provider: circle, tool: read_secret }", "MCI5074", "The secret db-password has no value: the server of circle, which keeps it, needs it to start.")]
    public async Task ASecretThatIsNotThere_SaysWhy(string store, string id, string message)
    {
        if (OperatingSystem.IsWindows()) return;
        using var workspace = await WithAsync(store);
        var problem = Assert.Single((await workspace.RunAsync("plan", "--json")).Exits(1).Diagnostics);
        Assert.Equal((id, message), (problem.Id, problem.Message));
    }

    private static async Task<Workspace> WithAsync(string store)
    {
        var workspace = await Workspace.WithAsync("""new Local.File("config") { Path = "out/config", SensitiveContent = Secret("db-password") };""");
        await File.WriteAllTextAsync(workspace.PathOf("vault.sh"), Vault.ReplaceLineEndings("\n"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(workspace.PathOf("mciacc.yaml"), $$"""
            secrets: { db-password: { store: {{store}} } }
            providers:
              vault: { command: [sh, vault.sh] }
              circle: { command: [sh, vault.sh], env: { TOKEN: { secret: db-password } } }
            """, TestContext.Current.CancellationToken);
        return workspace;
    }
}
