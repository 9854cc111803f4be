using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Commands;

namespace McpIac.Providers.Local.Tests.Commands;

public sealed class CommandRunnerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Arguments_ReachTheProgramAsTheyAre()
    {
        var result = await RunAsync("printf", "%s|", "a b", "$HOME", "`id`", "\"q\"", "");

        Assert.Equal((0, "a b|$HOME|`id`|\"q\"||"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Program_WithASlash_IsTheOneInTheWorkingDirectory()
    {
        File.WriteAllText(folder["tool"], "#!/bin/sh\npwd\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder["tool"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.EndsWith(Path.GetFileName(folder.Path), (await RunAsync("./tool")).Output.Trim());
    }

    [Fact]
    public async Task Environment_IsTheListedOne()
    {
        Environment.SetEnvironmentVariable("LOCAL_PROVIDER_TEST_SECRET", "hush");
        var line = new CommandLine(["env"], folder.Path, new Dictionary<string, string> { ["COLOR"] = "blue" }, TimeSpan.FromMinutes(1));

        var output = (await CommandRunner.RunAsync(line, TestContext.Current.CancellationToken)).Output;

        Assert.Contains("COLOR=blue", output);
        Assert.Contains("PATH=", output);
        Assert.DoesNotContain("hush", output);
    }

    [Fact]
    public async Task Output_BeyondAMebibyte_IsCut_AndTheProgramEndsAllTheSame()
    {
        var result = await RunAsync("sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x; echo done >&2; exit 3");

        Assert.Equal((3, 1024 * 1024, true, "done\n"), (result.ExitCode, result.Output.Length, result.IsCut, result.Errors));
    }

    [Fact]
    public async Task Program_ThatIsTooSlow_IsStoppedWithItsChildren()
    {
        var line = new CommandLine(["sh", "-c", "sleep 600 & echo $! > child; echo waiting >&2; wait"], folder.Path, new Dictionary<string, string>(), TimeSpan.FromSeconds(1));

        var result = await CommandRunner.RunAsync(line, TestContext.Current.CancellationToken);

        Assert.Equal((CommandRunner.TimedOut, "waiting\n"), (result.ExitCode, result.Errors));
        var child = int.Parse(File.ReadAllText(folder["child"]));
        await Eventually(() => !IsRunning(child));
    }

    [Fact]
    public async Task Program_ThatLeavesAChildWithItsOutput_IsNotWaitedForForEver()
    {
        var result = await RunAsync("sh", "-c", "echo started; (sleep 30; echo late) & ");

        Assert.Equal((0, "started\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task Program_WaitingForInput_FindsNone() => Assert.Equal((0, ""), ((await RunAsync("cat")).ExitCode, (await RunAsync("cat")).Output));

    [Fact]
    public async Task Program_ThatIsNotThere_IsInvalid()
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(() => RunAsync("no-such-program-anywhere"));

        Assert.Equal(("invalid", "none"), (failure.Error.Code, failure.Error.Details?.SideEffects));
        Assert.StartsWith("no-such-program-anywhere can't be started", failure.Error.Message);
    }

    [Fact]
    public async Task Cancellation_StopsTheProgram()
    {
        using var cancel = new CancellationTokenSource();
        var line = new CommandLine(["sh", "-c", "touch begun; sleep 600"], folder.Path, new Dictionary<string, string>(), TimeSpan.FromMinutes(10));
        var running = CommandRunner.RunAsync(line, cancel.Token);
        await Eventually(() => File.Exists(folder["begun"]));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) =>
        CommandRunner.RunAsync(new CommandLine(arguments, folder.Path, new Dictionary<string, string>(), TimeSpan.FromMinutes(1)), TestContext.Current.CancellationToken);

    // A killed process whose parent hasn't looked yet is still listed, as a zombie.
    private static bool IsRunning(int process)
    {
        var status = $"/proc/{process}/stat";
        try
        {
            return File.Exists(status) && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task Eventually(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(10, TestContext.Current.CancellationToken);
    }
}
