namespace McpIac.Compiler.Tests.Programs;

/// <summary>However a program ends, it is a diagnostic at its line, and nothing of it leaks into the tool.</summary>
public sealed class ProgramEndsTests
{
    [Fact]
    public async Task ProgramThatThrows_IsReportedAtItsLineWithoutAStackTrace() => Assert.Equal(
        "infra.csx:2:20 error MCI1010 The program failed here: no such floor (ArgumentException) Nothing was applied. Mend the program, or catch the exception where it can be dealt with.",
        await ProgramFolder.DiagnosticsOf("""
            var floor = 13;
            if (floor == 13) { throw new ArgumentException("no such floor"); }
            """));

    [Fact]
    public async Task ExceptionFromTheLibrary_IsReportedAtTheProgramsOwnLine() => Assert.StartsWith("infra.csx:3:1 error MCI1010 The program failed here: ",
        await ProgramFolder.DiagnosticsOf("""
            var names = new List<string>();

            names.First();
            """), StringComparison.Ordinal);

    [Fact]
    public async Task NullReference_SaysWhatItMostOftenIs() => Assert.Matches("^infra\\.csx:2:[0-9]+ error MCI1011 Something on this line is null: ",
        await ProgramFolder.DiagnosticsOf("""
            Net.Core.Vlan Find(string name) => null;
            Output("tag", Find("a").Tag);
            """));

    [Fact]
    public async Task AsynchronousProgramThatThrows_IsReportedAtItsLine() => Assert.StartsWith("infra.csx:2:1 error MCI1010 The program failed here: late (InvalidOperationException)",
        await ProgramFolder.DiagnosticsOf("""
            await Task.Yield();
            throw new InvalidOperationException("late");
            """), StringComparison.Ordinal);

    [Fact]
    public async Task ExceptionOnAnotherThread_IsReportedAtItsLine() => Assert.Matches("^infra\\.csx:1:[0-9]+ error MCI1010 The program failed here: elsewhere",
        await ProgramFolder.DiagnosticsOf("""
            var thread = new System.Threading.Thread(() => throw new Exception("elsewhere"));
            thread.Start();
            thread.Join();
            """));

    [Fact]
    public async Task ProgramThatExits_IsReportedAtItsLine() => Assert.StartsWith("infra.csx:2 error MCI1013 The program ended its own process here",
        await ProgramFolder.DiagnosticsOf("""
            new Net.Core.Route("r");
            Environment.Exit(0);
            new Net.Core.Route("s");
            """), StringComparison.Ordinal);

    [Fact]
    public async Task ProgramThatPrints_IsAWarningWhereItFirstDid()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            new Net.Core.Route("r");
            Console.WriteLine("the password is hunter2");
            Console.Error.Write("again");
            """);
        var result = await program.CompileAsync();
        var lines = program.Lines(result);
        Assert.NotNull(result.Deployment);
        Assert.StartsWith("infra.csx:2:1 warning MCI1014 The program prints; ", lines, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", lines, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lines);
    }

    [Fact]
    public async Task OutputPastTheConsole_IsAWarningToo() => Assert.StartsWith("infra.csx warning MCI1014 The program prints; ",
        await ProgramFolder.DiagnosticsOf("""
            new Net.Core.Route("r");
            using (var raw = Console.OpenStandardOutput()) raw.Write(new byte[1_000_000]);
            """), StringComparison.Ordinal);

    [Fact]
    public async Task ProgramThatPrintsWithoutEnd_IsStopped() => Assert.StartsWith("infra.csx:2:12 error MCI1015 The program printed more than 16 million characters",
        await ProgramFolder.DiagnosticsOf("""
            var line = new string('x', 100_000);
            for (;;) { Console.WriteLine(line); }
            """), StringComparison.Ordinal);

    [Fact]
    public async Task ProgramThatNeverEnds_IsKilledAndReportedAtItsLine()
    {
        using var program = new ProgramFolder { TimeLimit = TimeSpan.FromSeconds(3) };
        program.Put("infra.csx", """
            new Net.Core.Route("r");
            var n = 0;
            while (true)
            {
                n++;
            }
            """);
        var lines = program.Lines(await program.CompileAsync());
        Assert.Matches(@"^infra\.csx:[35] error MCI1012 The program didn't end within 3 s and was stopped", lines);
    }

    [Fact]
    public async Task ProgramThatWaitsForEver_IsReportedAtTheWait()
    {
        using var program = new ProgramFolder { TimeLimit = TimeSpan.FromSeconds(3) };
        program.Put("infra.csx", """
            new Net.Core.Route("r");
            await Task.Delay(-1);
            """);
        Assert.StartsWith("infra.csx:2 error MCI1012 ", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoopInALoadedFile_IsReportedThere()
    {
        using var program = new ProgramFolder { TimeLimit = TimeSpan.FromSeconds(3) };
        program.Put("parts/endless.csx", "void Spin()\n{\n    for (;;) ;\n}\n");
        program.Put("infra.csx", "#load \"parts/endless.csx\"\nSpin();\n");
        Assert.StartsWith("parts/endless.csx:3 error MCI1012 ", program.Lines(await program.CompileAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StackOverflow_IsReportedAtItsLine() => Assert.StartsWith("infra.csx:3 error MCI1016 The program's process crashed: its stack overflowed.",
        await ProgramFolder.DiagnosticsOf("""
            long Down(long n)
            {
                return Down(n + 1) + 1;
            }
            Output("n", Down(0));
            """), StringComparison.Ordinal);

    [Fact]
    public async Task ProgramThatFailsFast_IsReportedAtItsLine() => Assert.StartsWith("infra.csx:2 error MCI1016 The program's process crashed: it failed fast.",
        await ProgramFolder.DiagnosticsOf("""
            new Net.Core.Route("r");
            Environment.FailFast("enough");
            """), StringComparison.Ordinal);

    [Fact]
    public async Task ProgramThatKillsItself_IsReportedAtItsLine() => Assert.StartsWith("infra.csx:2 error MCI1016 The program's process crashed: it ended with code ",
        await ProgramFolder.DiagnosticsOf("""
            new Net.Core.Route("r");
            System.Diagnostics.Process.GetCurrentProcess().Kill();
            """), StringComparison.Ordinal);

    [Fact]
    public async Task ProgramThatFillsTheMemory_IsReported() => Assert.Matches("^infra\\.csx:2(:[0-9]+)? error MCI1017 The program used up its memory",
        await ProgramFolder.DiagnosticsOf("""
            var kept = new List<byte[]>();
            for (;;) kept.Add(GC.AllocateUninitializedArray<byte>(64 * 1024 * 1024));
            """));

    [Fact]
    public async Task ThreadLeftRunning_DoesNotHoldTheProgramUp()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            new Net.Core.Route("r");
            new System.Threading.Thread(() => { for (;;) System.Threading.Thread.Yield(); }).Start();
            """);
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.Single(result.Deployment!.Resources);
    }

    [Fact]
    public async Task ChildLeftRunning_DoesNotHoldTheProgramUp()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """
            new Net.Core.Route("r");
            var shell = System.Diagnostics.Process.Start("sleep", "20");
            Output("pid", shell.Id.ToString());
            """);
        var result = await program.CompileAsync();
        System.Diagnostics.Process.GetProcessById(int.Parse(
            Assert.IsType<McpIac.Dsl.Expressions.Literal>(result.Deployment!.Outputs[0].Value).Value.AsText()!, System.Globalization.CultureInfo.InvariantCulture)).Kill();
    }

    [Fact]
    public async Task ProgramThatReadsStandardInput_SeesItsEnd() => Assert.Equal("", await ProgramFolder.DiagnosticsOf("""
        new Net.Core.Vlan("a") { Tag = long.Parse(Console.ReadLine() ?? "1") };
        """));

    [Fact]
    public async Task SecretsOfTheEnvironment_AreNotSeen()
    {
        Environment.SetEnvironmentVariable("MCIACC_TEST_TOKEN", "hunter2");
        Assert.DoesNotContain(" error ", await ProgramFolder.DiagnosticsOf("""
            new Net.Core.Vlan("a") { Tag = long.Parse(Environment.GetEnvironmentVariable("MCIACC_TEST_TOKEN") == null && Environment.GetEnvironmentVariable("PATH") != null ? "1" : "9999") };
            """), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkingDirectory_IsTheProgramsFolder()
    {
        using var program = new ProgramFolder();
        program.Put("tag.txt", "77");
        program.Put("infra.csx", """new Net.Core.Vlan("a") { Tag = long.Parse(System.IO.File.ReadAllText("tag.txt")) };""");
        var result = await program.CompileAsync();
        Assert.Equal("", program.Lines(result));
        Assert.Equal("77", Assert.IsType<McpIac.Dsl.Expressions.Literal>(result.Deployment!.Resources[0].Properties["tag"]).Value.ToString());
    }

    [Fact]
    public async Task CommandThatIsNotThere_IsReported()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """new Net.Core.Route("r");""");
        var result = await program.CompileAsync(child: [Path.Combine(program.Root, "no-such-mciacc")]);
        Assert.StartsWith("error MCI1018 The program's process can't be started (no-such-mciacc): ", program.Lines(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommandThatIsAnotherProgram_IsReported()
    {
        using var program = new ProgramFolder();
        program.Put("infra.csx", """new Net.Core.Route("r");""");
        Assert.StartsWith("infra.csx error MCI1016 The program's process crashed: it ended with code 1 before it had a result.",
            program.Lines(await program.CompileAsync(child: ["false"])), StringComparison.Ordinal);
    }
}
