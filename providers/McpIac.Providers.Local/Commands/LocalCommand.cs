using System.Security.Cryptography;
using System.Text;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.Commands;

/// <summary>What is run for <c>local:command</c>.</summary>
internal sealed class LocalCommand(string baseDirectory)
{
    // Systems limit one variable's length (Linux: 128 KiB).
    private const int LongestPassedOn = 64 * 1024;

    /// <summary>The outputs, and why the command counts as done in part: it ended with a failure, and what it did until then stands.</summary>
    public async Task<(CommandOutputs Outputs, string? Partial)> CreateAsync(CommandProperties properties, OperationContext context)
    {
        var result = await CommandRunner.RunAsync(Line(properties, properties.Create, null), context.Cancellation);
        return (Outputs(IdOf(context.Key), result), Failure(properties, properties.Create, result));
    }

    /// <summary>Runs <c>update</c>, else <c>create</c> again; nothing when only how to read, update, delete or how long to wait changed.</summary>
    public async Task<(CommandOutputs Outputs, string? Partial)> UpdateAsync(
        CommandOutputs prior, CommandProperties before, CommandProperties properties, OperationContext context)
    {
        if (!Concerns(before, properties)) return (prior, null);
        var command = properties.Update ?? properties.Create;
        var result = await CommandRunner.RunAsync(Line(properties, command, prior), context.Cancellation);
        return (Outputs(prior.Id, result), Failure(properties, command, result));
    }

    /// <summary>Whether it still is: without a <c>read</c> command it is believed to be.</summary>
    public async Task<bool> ExistsAsync(CommandOutputs prior, CommandProperties properties, OperationContext context) =>
        properties.Read is null || (await CommandRunner.RunAsync(Line(properties, properties.Read, prior), context.Cancellation)).ExitCode == 0;

    public async Task DeleteAsync(CommandOutputs prior, CommandProperties properties, OperationContext context)
    {
        if (properties.Delete is not { } delete) return;
        var result = await CommandRunner.RunAsync(Line(properties, delete, prior), context.Cancellation);
        if (Failure(properties, delete, result) is not { } failure) return;

        // A delete that says no after the thing went is common (rm of a file that is gone); the read command knows.
        if (properties.Read is not null && !await ExistsAsync(prior, properties, context)) return;
        throw new ProviderException(ErrorCodes.Internal, failure);
    }

    private static bool Concerns(CommandProperties before, CommandProperties after) =>
        !before.Create.SequenceEqual(after.Create)
        || !(before.Update ?? []).SequenceEqual(after.Update ?? [])
        || before.WorkingDirectory != after.WorkingDirectory
        || !Pairs(before.Environment).SetEquals(Pairs(after.Environment));

    private static HashSet<KeyValuePair<string, string>> Pairs(IReadOnlyDictionary<string, string>? map) => [.. map ?? new Dictionary<string, string>()];

    private CommandLine Line(CommandProperties properties, IReadOnlyList<string> arguments, CommandOutputs? prior)
    {
        var environment = new Dictionary<string, string>(properties.Environment ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (prior is not null)
        {
            environment["MCIACC_ID"] = prior.Id;
            if (prior.Stdout.Length <= LongestPassedOn && !prior.Stdout.Contains('\0')) environment["MCIACC_STDOUT"] = prior.Stdout;
        }

        return new CommandLine(arguments, Path.GetFullPath(properties.WorkingDirectory ?? ".", baseDirectory), environment, TimeSpan.FromSeconds(properties.Timeout));
    }

    private static CommandOutputs Outputs(string id, CommandResult result) =>
        new(id, result.Output.TrimEnd('\r', '\n'), result.ExitCode, result.IsCut ? true : null);

    private static string? Failure(CommandProperties properties, IReadOnlyList<string> command, CommandResult result) => result.ExitCode switch
    {
        0 => null,
        CommandRunner.TimedOut => $"{command[0]} was stopped after {properties.Timeout} s, its time limit{CommandRunner.Tail(result.Errors)}",
        _ => $"{command[0]} ended with exit code {result.ExitCode}{CommandRunner.Tail(result.Errors)}",
    };

    // From the key, so that a create that is sent again is the same object.
    private static string IdOf(string key) => $"command-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]}";
}
