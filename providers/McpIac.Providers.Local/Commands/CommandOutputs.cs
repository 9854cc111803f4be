using System.ComponentModel;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Local.Commands;

internal sealed record CommandOutputs(
    [Description("An id of its own.")] string Id,
    [Description("What create, or the last update, wrote to standard output, without the ends of its last lines; at most 1 MiB."), From(CommandOutputs.Sources)] string Stdout,
    [Description("How that command ended; -1 when it was stopped."), From(CommandOutputs.Sources)] int ExitCode,
    [Description("True when there was more output than is kept."), From(CommandOutputs.Sources)] bool? Truncated)
{
    // A plan takes an output for unknown when what it is made from changes.
    private const string Sources = "${create}${update}${environment}${workingDirectory}";
}
