using System.CommandLine;

namespace McpIac.Cli.CommandLine;

/// <summary>The command tree, and the last net under every command.</summary>
internal static class Root
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"mciacc: {error.Message}");
            await Console.Error.WriteLineAsync("Try: mciacc --help");
            return ExitCodes.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("mciacc: interrupted; what was done is in the journal, and the next apply goes on from there");
            return ExitCodes.Cancelled;
        }
        catch (Exception bug)
        {
            // Nothing a user writes should get here (invariant 2), so it is reported as what it is, without a stack trace on the screen.
            await Console.Error.WriteLineAsync($"mciacc: internal error MCI4099: {bug.GetType().Name}: {bug.Message}");
            if (Environment.GetEnvironmentVariable("MCIACC_TRACE") == "1") await Console.Error.WriteLineAsync(bug.ToString());
            else await Console.Error.WriteLineAsync("This is a bug in mciacc. Set MCIACC_TRACE=1 for the details to report.");
            return ExitCodes.Bug;
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand("mciacc: infrastructure as typed C#, applied across MCP servers");
        root.Options.Add(Options.Json);
        root.Options.Add(Options.Twin);
        root.Options.Add(Options.Fault);
        root.Options.Add(Options.NoCache);
        root.Options.Add(Options.TimeLimit);
        return root;
    }
}
