using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Sessions;
using McpIac.Providers.Twin.Faults;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Connections;

/// <summary>The faults that <c>--twin-fault</c> asks for.</summary>
internal static class Faults
{
    public static (FaultPlan? Plan, Diagnostic? Problem) Of(ParseResult parsed)
    {
        if (parsed.GetValue(Options.Fault) is not { } text) return (null, null);
        if (!parsed.GetValue(Options.Twin)) return (null, CliProblems.Usage("--twin-fault needs --twin: only twins can be told to fail.", "Add --twin."));
        var (plan, problem) = FaultPlan.Parse(text);
        return plan is not null ? (plan, null) : (null, CliProblems.Usage($"--twin-fault isn't understood: {problem}", "Write it like fail@5, slow@3:2s or unknown@4."));
    }
}
