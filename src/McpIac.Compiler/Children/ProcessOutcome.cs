namespace McpIac.Compiler.Children;

/// <summary>What became of a program's process.</summary>
internal sealed record ProcessOutcome(ChildResult Result)
{
    public bool TimedOut { get; init; }

    /// <summary>Meaningful when it ended by itself.</summary>
    public int ExitCode { get; init; }

    /// <summary>Bytes that came through the process's standard output itself, past the console's writer.</summary>
    public long RawOutput { get; init; }

    /// <summary>The beginning of its standard error, where the runtime says why it crashed. Never shown: the program may have written a secret there.</summary>
    public string ErrorText { get; init; } = "";
}
