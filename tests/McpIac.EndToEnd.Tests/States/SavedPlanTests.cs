using System.Security.Cryptography;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>Plans that are saved, signed, and carried out later; MCI3063 to MCI3066.</summary>
public sealed class SavedPlanTests
{
    private static readonly (string, string?)[] Secret = [("DB_PASSWORD", "hunter22")];

    [Fact]
    public async Task ASignedPlan_IsCarriedOutAsItIs_WhateverBecameOfTheProgram()
    {
        using var workspace = await Workspace.WithAsync("""
            var page = new Local.File("page") { Path = "out/page.txt", Content = Asset("page.txt").Text };
            new Local.File("config") { Path = "out/config", SensitiveContent = Secret("db-password") };
            Output("page", page.Path);
            """);
        await workspace.WriteSettingsAsync("secrets: { db-password: { env: DB_PASSWORD } }\n");
        await File.WriteAllTextAsync(workspace.PathOf("page.txt"), "hello", TestContext.Current.CancellationToken);
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            await File.WriteAllTextAsync(workspace.PathOf("key.pem"), key.ExportECPrivateKeyPem(), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(workspace.PathOf("public.pem"), key.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        }

        (await Tool.RunAsync(workspace.Folder, ["plan", "--out", "plan.json", "--sign", "key.pem"], Secret)).Exits(0);
        Assert.DoesNotContain("hunter22", workspace.Read("plan.json"), StringComparison.Ordinal);
        Assert.Equal("MCI3065", Assert.Single((await Tool.RunAsync(workspace.Folder, ["apply", "--plan", "plan.json", "--twin", "--json"], Secret)).Exits(1).Diagnostics).Id);

        // What it consumed has to be as it was.
        await File.WriteAllTextAsync(workspace.PathOf("page.txt"), "changed", TestContext.Current.CancellationToken);
        Assert.Contains("page.txt", Assert.Single((await Tool.RunAsync(workspace.Folder, ["apply", "--plan", "plan.json", "--json"], Secret)).Exits(1).Diagnostics).Message, StringComparison.Ordinal);
        await File.WriteAllTextAsync(workspace.PathOf("page.txt"), "hello", TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(workspace.Script, "this is no program", TestContext.Current.CancellationToken);
        (await Tool.RunAsync(workspace.Folder, ["apply", "--plan", "plan.json", "--verify", "public.pem"], Secret)).Exits(0);
        Assert.Equal(("hello", "hunter22"), (workspace.Read("out", "page.txt"), workspace.Read("out", "config")));
        Assert.Equal("MCI4003", Assert.Single((await Tool.RunAsync(workspace.Folder, ["apply", "--plan", "plan.json", "--json"], Secret)).Exits(3).Diagnostics).Id);
    }

    [Fact]
    public async Task WhatCantBeUsed_IsSaid()
    {
        using var workspace = await Workspace.WithAsync("""new Local.File("page") { Path = "out/page.txt", Content = "x" };""");
        async Task<string> IdAsync(params string[] arguments) => Assert.Single((await workspace.RunAsync([.. arguments, "--json"])).Exits(1).Diagnostics).Id;
        (await workspace.RunAsync("plan", "--out", "plan.json", "--detailed-exit-code")).Exits(2);
        await File.WriteAllTextAsync(workspace.PathOf("altered.json"), workspace.Read("plan.json").Replace("out/page.txt", "out/evil.txt", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal("MCI3064", await IdAsync("apply", "--plan", "altered.json"));
        Assert.Equal("MCI3064", await IdAsync("apply", "--plan", "missing.json"));
        Assert.Equal("MCI3066", await IdAsync("apply", "--plan", "plan.json", "--verify", "plan.json"));
        Assert.Equal("MCI3066", await IdAsync("plan", "--out", "p.json", "--sign", "plan.json"));
        workspace.Edit("new Local.File(\"page\")", "new Local.File(\"page\") { Path = \"out/secret\", SensitiveContent = \"hunter22\" }; new Local.File(\"other\")");
        Assert.Contains((await workspace.RunAsync("plan", "--out", "p.json", "--json")).Exits(1).Diagnostics, d => d.Id == "MCI3063");
        Assert.False(File.Exists(workspace.PathOf("p.json")));
    }
}
