namespace McpIac.Providers.Local.Commands;

/// <param name="Arguments">The program and its arguments; never empty.</param>
/// <param name="WorkingDirectory">Absolute.</param>
/// <param name="Environment">Besides the few variables that are passed on.</param>
internal sealed record CommandLine(
    IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment, TimeSpan Timeout);

/// <param name="Errors">The end of standard error.</param>
/// <param name="IsCut">There was more output than is kept.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Errors, bool IsCut);
