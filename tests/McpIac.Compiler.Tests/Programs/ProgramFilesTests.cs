using System.Text;

namespace McpIac.Compiler.Tests.Programs;

/// <summary>What a program is made of: its own file, loads, references, snapshots.</summary>
public sealed class ProgramFilesTests
{
    private const string Route = "new Net.Core.Route(\"r\");\n";

    [Fact]
    public async Task MissingProgram_IsReported()
    {
        using var program = new ProgramFolder();
        Assert.StartsWith("gone.csx error MCI1001 The program gone.csx doesn't exist.", program.Lines(await program.CompileAsync("gone.csx")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderInPlaceOfAScript_IsReported()
    {
        using var program = new ProgramFolder();
        Directory.CreateDirectory(Path.Combine(program.Root, "infra.csx"));
        Assert.StartsWith("infra.csx error MCI1002 infra.csx can't be read: it is a folder.", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherKindOfFile_IsReported()
    {
        using var program = new ProgramFolder();
        program.Put("infra.txt", Route);
        Assert.StartsWith("infra.txt error MCI1003 infra.txt is no program", program.Lines(await program.CompileAsync("infra.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScriptThatIsNotUtf8_IsReportedAtTheLine()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", Encoding.Latin1.GetBytes("// first\n// caf\u00e9\n" + Route));
        Assert.StartsWith("infra.csx:2 error MCI1002 infra.csx can't be read: line 2 isn't UTF-8.", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BinaryFile_IsReported()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", [1, 0, 2, 0]);
        Assert.StartsWith("infra.csx:1 error MCI1002 infra.csx can't be read: it holds binary data.", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "utf-16", "crlf", "no newline at the end"];

    [Theory, MemberData(nameof(Encodings))]
    public async Task ScriptInAnyUsualEncoding_IsCompiledWithTheSamePlaces(string kind)
    {
        using var program = new ProgramFolder();
        const string script = "// ü\nnew Net.Core.Vlan(\"a\") { Tag = 0 };";
        program.Put("infra.csx", kind switch
        {
            "utf-8 with mark" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(script)],
            "utf-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(script)],
            "crlf" => Encoding.UTF8.GetBytes(script.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"),
            _ => Encoding.UTF8.GetBytes(script),
        });
        Assert.StartsWith("infra.csx:2:32-33 error MCI2005 tag of a: 0 ", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadedFile_IsPartOfTheProgram()
    {
        using var program = new ProgramFolder();
        program.Put("parts/net.csx", "var vlan = new Net.Core.Vlan(\"a\") { Tag = 5000 };\n");
        program.Put("infra.csx", "#load \"parts/net.csx\"\nnew Net.Core.Route(\"r\") { Vlan = vlan.Id };\n");
        Assert.StartsWith("parts/net.csx:1:43-47 error MCI2005 tag of a: 5000 ", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MistakeInALoadedFile_IsReportedThere()
    {
        using var program = new ProgramFolder();
        program.Put("parts/net.csx", "\nvar vlan = new Net.Core.Vlan(\"a\") { Tag = \"x\" };\n");
        program.Put("infra.csx", "#load \"parts/net.csx\"\nnew Net.Core.Route(\"r\") { Vlan = vlan.Id };\n");
        Assert.StartsWith("parts/net.csx:2:43-46 error MCI2005 Tag takes a whole number; this is a text (CS0029).", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadedFileThatIsNotThere_IsReportedAtTheDirective()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", "#load \"parts/net.csx\"\n" + Route);
        var lines = program.Lines(await program.CompileAsync());
        Assert.StartsWith("infra.csx:1:7-22 error CS1504 ", lines, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lines);
    }

    [Fact]
    public async Task LoadedFileThatIsNotUtf8_IsReported()
    {
        using var program = new ProgramFolder();
        program.Put("bad.csx", [0xC3, 0x28]);
        program.Put("infra.csx", "#load \"bad.csx\"\n" + Route);
        Assert.StartsWith("bad.csx:1 error MCI1002 bad.csx can't be read: line 1 isn't UTF-8.", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReferencedDllThatIsNotThere_IsReportedAtTheDirective()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", "#r \"lib/none.dll\"\n" + Route);
        Assert.StartsWith("infra.csx:1:1-18 error CS0006 ", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackageReferenceWithoutAVersion_IsReportedAtTheDirective()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", "#r \"nuget: Humanizer\"\n" + Route);
        Assert.StartsWith("infra.csx:1:1-22 error MCI1021 \"nuget: Humanizer\" names no package and version.", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PackageThatCannotBeHad_IsReportedAtTheDirective()
    {
        using var program = new ProgramFolder();
        program.Put("NuGet.config", """<configuration><packageSources><clear /><add key="here" value="." /></packageSources></configuration>""");
        program.Put("infra.csx", "#r \"nuget: No.Such.Package.Anywhere, 1.0.0\"\n" + Route);
        Assert.StartsWith("infra.csx:1:1-44 error MCI1020 The package No.Such.Package.Anywhere 1.0.0 can't be had: ", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_IsResolvedAndRun()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            #r "nuget: CsCheck, 5.0.1"
            using CsCheck;
            new Net.Core.Vlan("a") { Tag = typeof(Gen).Name.Length };
            """);
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.Single(result.Deployment!.Resources);
    }

    [Fact]
    public async Task BrokenSnapshot_IsReportedBesideTheProgramsOwnProblems()
    {
        using var program = new ProgramFolder();
        program.Put("schemas/broken.mcp.json", "{ \"mciacc\": 1, ");
        program.Put("infra.csx", "new Net.Core.Vlan(\"a\") { Tag = 0 };\n");
        var lines = program.Lines(await program.CompileAsync());
        Assert.Contains("MCI2005 tag of a: 0 ", lines, StringComparison.Ordinal);
        Assert.Contains("schemas/broken.mcp.json", lines, StringComparison.Ordinal);
        Assert.Contains("MCI6001", lines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingSnapshotFolder_IsReported()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", Route);
        Directory.Delete(Path.Combine(program.Root, "schemas"), recursive: true);
        Assert.Contains("schemas error MCI1040 The snapshots in schemas can't be read: it doesn't exist.", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAPlaceForTemporaryFiles_ThatIsReported()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", Route);
        var start = new System.Diagnostics.ProcessStartInfo(ProgramFolder.Child[0]) { RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = Path.Combine(program.Root, "nowhere");
        foreach (var argument in ProgramFolder.Child.Skip(1).Concat(["compile", Path.Combine(program.Root, "infra.csx"), Path.Combine(program.Root, "schemas"), program.Cache, "dotnet"]))
            start.ArgumentList.Add(argument);
        using var process = System.Diagnostics.Process.Start(start)!;
        Assert.Contains("Id = MCI1004, Severity = Error", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProblemTheProgramReportsItself_IsNotReportedAgainByTheBinder()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            var vlan = new Net.Core.Vlan("a") { Tag = 1 };
            object id = vlan.Id;
            new Net.Core.Vlan($"{id}") { Tag = 2 };
            """);
        var lines = program.Lines(await program.CompileAsync());
        Assert.StartsWith("infra.csx:3 error MCI0006 ", lines, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lines);
    }
}
