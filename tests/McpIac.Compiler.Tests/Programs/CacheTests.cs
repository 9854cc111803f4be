using System.Diagnostics;

namespace McpIac.Compiler.Tests.Programs;

/// <summary>What was made is used again when nothing changed, and only then; the cache itself can do no harm.</summary>
public sealed class CacheTests
{
    private const string Vlan = "var vlan = new Net.Core.Vlan(\"a\") { Tag = 150 };\n";

    [Fact]
    public async Task UnchangedProgram_IsNeitherCompiledNorRun()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", Vlan);
        var first = await program.CompileAsync();
        var second = await program.CompileAsync(child: ["no-such-command"]);
        Assert.Equal((false, true), (first.FromCache, second.FromCache));
        Assert.Equal(first.Deployment!.Resources.Select(r => (r.Urn, r.Place)), second.Deployment!.Resources.Select(r => (r.Urn, r.Place)));
        Assert.Equal(first.Deployment.Resources[0].Properties, second.Deployment.Resources[0].Properties);
    }

    [Fact]
    public async Task UnchangedProgram_IsBuiltWithoutRoslyn()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", Vlan);
        await program.CompileAsync();
        var start = new ProcessStartInfo(ProgramFolder.Child[0]) { RedirectStandardOutput = true };
        foreach (var argument in ProgramFolder.Child.Skip(1).Concat(["compile", Path.Combine(program.Root, "infra.csx"), Path.Combine(program.Root, "schemas"), program.Cache, "no-such-command"]))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var loaded = (await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n');
        Assert.Equal("from cache: True, resources: 1", loaded[0]);
        Assert.Contains("McpIac.Compiler", loaded);
        Assert.DoesNotContain(loaded, l => l.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WarmDiagnostics_AreTheColdOnes()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", Vlan + "new Net.Core.Vlan(\"b\") { Tag = long.Parse(\"5000\") };\nConsole.WriteLine();\n");
        var cold = program.Lines(await program.CompileAsync());
        var warm = await program.CompileAsync();
        Assert.True(warm.FromCache);
        Assert.Equal(cold, program.Lines(warm));
        Assert.Contains("MCI2005", cold, StringComparison.Ordinal);
        Assert.Contains("MCI1014", cold, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedScript_IsCompiledAgain()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", Vlan);
        await program.CompileAsync();
        program.Put("infra.csx", Vlan.Replace("150", "151", StringComparison.Ordinal));
        var result = await program.CompileAsync();
        Assert.False(result.FromCache);
        Assert.Equal(Binding.NetworkCatalog.Lit(151), result.Deployment!.Resources[0].Properties["tag"]);
    }

    [Fact]
    public async Task ChangedLoad_IsCompiledAgain()
    {
        using var program = new ProgramFolder();
        program.Put("part.csx", Vlan);
        program.Put("infra.csx", "#load \"part.csx\"\n");
        await program.CompileAsync();
        program.Put("part.csx", Vlan.Replace("150", "5000", StringComparison.Ordinal));
        Assert.StartsWith("part.csx:1:43-47 error MCI2005", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedSnapshot_IsNoticed()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", Vlan);
        await program.CompileAsync();
        program.Put("schemas/net.mcp.json", Binding.NetworkCatalog.Json.Replace("4094", "100", StringComparison.Ordinal));
        var result = await program.CompileAsync();
        Assert.False(result.FromCache);
        Assert.StartsWith("infra.csx:1:43-46 error MCI2005", program.Lines(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoCache_CompilesAndRunsAgain()
    {
        using var program = new ProgramFolder { NoCache = true };
        program.Put("infra.csx", Vlan);
        await program.CompileAsync();
        Assert.False((await program.CompileAsync()).FromCache);
    }

    [Theory]
    [InlineData("System.IO.File.ReadAllText(\"label.txt\")")]
    [InlineData("DateTime.UtcNow.ToString()")]
    [InlineData("Guid.NewGuid().ToString()")]
    [InlineData("Environment.MachineName")]
    [InlineData("new Random().Next().ToString()")]
    public async Task ProgramThatDependsOnMoreThanItsInputs_RunsEachTime(string expression)
    {
        using var program = new ProgramFolder();
        program.Put("label.txt", "a");
        program.Put("infra.csx", $"Output(\"x\", {expression});\n");
        Assert.NotNull((await program.CompileAsync()).Deployment);
        var again = await program.CompileAsync();
        Assert.False(again.FromCache);
        Assert.NotNull(again.Deployment);
    }

    [Fact]
    public async Task FileThatAProgramReads_IsReadAgain()
    {
        using var program = new ProgramFolder();
        program.Put("tag.txt", "1");
        program.Put("infra.csx", "new Net.Core.Vlan(\"a\") { Tag = long.Parse(System.IO.File.ReadAllText(\"tag.txt\")) };\n");
        await program.CompileAsync();
        program.Put("tag.txt", "2");
        Assert.Equal(Binding.NetworkCatalog.Lit(2), (await program.CompileAsync()).Deployment!.Resources[0].Properties["tag"]);
    }

    [Fact]
    public async Task DamagedCache_IsMadeAgain()
    {
        using var program = new ProgramFolder();
        program.Cache = Path.Combine(program.Root, "cache");
        program.Put("infra.csx", Vlan);
        await program.CompileAsync();
        var files = Directory.GetFiles(program.Cache, "*", SearchOption.AllDirectories);
        Assert.True(files.Length >= 4);
        foreach (var file in files) File.WriteAllText(file, File.ReadAllText(file)[..20]);
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.Single(result.Deployment!.Resources);
        Assert.True((await program.CompileAsync()).FromCache);
    }

    [Fact]
    public async Task CacheThatCannotBeWritten_IsDoneWithout()
    {
        using var program = new ProgramFolder();

        // A file where the folder should be can't be written into by anybody, root included.
        program.Cache = Path.Combine(program.Put("blocked", "not a folder"), "cache");
        program.Put("infra.csx", Vlan);
        for (var i = 0; i < 2; i++)
        {
            var result = await program.CompileAsync();
            Assert.Equal("", program.Lines(result));
            Assert.False(result.FromCache);
            Assert.Single(result.Deployment!.Resources);
        }
    }

    [Fact]
    public async Task ProgramThatFailed_IsTriedAgain()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", "new Net.Core.Vlan(\"a\") { Tag = System.IO.File.Exists(\"ready\") ? 1 : throw new Exception(\"not ready\") };\n");
        Assert.Contains("MCI1010", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
        program.Put("ready", "");
        Assert.Equal("", program.Lines(await program.CompileAsync()));
    }
}
