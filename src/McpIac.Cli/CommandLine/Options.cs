using System.CommandLine;

namespace McpIac.Cli.CommandLine;

/// <summary>The options that several commands share; one instance each, so that a command reads what the parser filled.</summary>
internal static class Options
{
    public static Argument<FileInfo?> Program { get; } = new("program")
    {
        Description = "The program: a .csx script or a .csproj (default: infra.csx or the one .csproj here)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document on standard output", Recursive = true };
    public static Option<bool> Twin { get; } = new("--twin")
    {
        Description = "Use a twin in place of every provider but local; own state and worlds under .mciacc/twin/",
        Recursive = true,
    };

    public static Option<string?> Fault { get; } = new("--twin-fault")
    {
        Description = "Make twins fail: fail@5, slow@3:2s, unknown@4, fail@aws:create:app-2 (comma-separated; needs --twin)",
        Recursive = true,
    };

    public static Option<bool> NoCache { get; } = new("--no-cache") { Description = "Compile and run the program even when nothing changed", Recursive = true };
    public static Option<int> TimeLimit { get; } = new("--time-limit")
    {
        Description = "Seconds the program may run (default 60)",
        DefaultValueFactory = _ => 60,
        Recursive = true,
    };

    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Don't ask for confirmation" };
    public static Option<int> Parallelism { get; } = new("--parallelism")
    {
        Description = "Steps in flight at once (default 10)",
        DefaultValueFactory = _ => 10,
    };

    public static Option<FailureChoice> OnFailure { get; } = new("--on-failure")
    {
        Description = "What a failed step leads to: rollback (default), stop, continue",
        DefaultValueFactory = _ => FailureChoice.Rollback,
    };
}

/// <summary>What a failed step leads to.</summary>
internal enum FailureChoice { Rollback, Stop, Continue }
