using System.Globalization;
using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Migrations;

/// <summary>Runs what hasn't run yet, each in a transaction with its line in the history; whoever comes at the same time waits.</summary>
internal sealed class Migrator(PostgresSession session, MigrationProperties asked, OperationContext context)
{
    private readonly History history = new(session, asked.Schema, asked.Table);

    /// <summary>How many have run, and why not all of them; null when they have.</summary>
    public async Task<(int Applied, string? Partial)> RunAsync()
    {
        await using var held = await session.HoldAsync($"{asked.Schema}.{asked.Table}", context.Cancellation);
        var owner = await history.OwnerAsync(context.Cancellation);
        if (owner is { Length: > 0 } && owner != History.Owner(context.Urn))
            throw new ProviderException(ErrorCodes.AlreadyExists, $"{asked.Schema}.{asked.Table} is the history {owner}; two resources can't share one.", path: "/table");
        if (string.IsNullOrEmpty(owner)) await history.MakeAsync(context.Urn, context.Cancellation);
        var applied = await history.AppliedAsync(context.Cancellation);
        Compare(applied);
        for (var i = applied.Count; i < asked.Migrations.Count; i++)
        {
            var step = asked.Migrations[i];
            context.Progress.Report($"migrating to {step.Version}");
            try
            {
                await (step.Transactional ? TransactAsync(step, i) : RunBareAsync(step, i));
            }
            catch (ProviderException e) when (e.Error.Details?.SideEffects is null or "none" && i > 0)
            {
                return (i, $"The migration {step.Version} failed, the {(i == 1 ? "one" : i.ToString(CultureInfo.InvariantCulture))} before it {(i == 1 ? "has" : "have")} run: {e.Message}");
            }
        }

        return (asked.Migrations.Count, null);
    }

    // What has run is history: neither its text nor its place can change.
    private void Compare(IReadOnlyList<(string Version, string Checksum)> applied)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            var (version, checksum) = applied[i];
            if (i >= asked.Migrations.Count || asked.Migrations[i].Version != version)
                throw Refused($"The migration {version} has run and isn't number {i + 1} of the list; what has run stays where it was.", i);
            if (History.Checksum(asked.Migrations[i].Sql) != checksum) throw Refused($"The migration {version} has run with another text; write a new one instead of changing it.", i);
        }
    }

    private async Task TransactAsync(MigrationStep step, int position)
    {
        await using var transaction = await session.BeginAsync(context.Cancellation);
        if (asked.RunAs is { } role) await session.RunAsync($"SET LOCAL ROLE {Sql.Name(role)}", context.Cancellation, transaction);
        await session.RunAsync(step.Sql, context.Cancellation, transaction);
        await session.RunAsync($"RESET ROLE; {history.Insert(step, position)}", context.Cancellation, transaction);
        await PostgresSession.CommitAsync(transaction, context.Cancellation);
    }

    private async Task RunBareAsync(MigrationStep step, int position)
    {
        if (asked.RunAs is { } role) await session.RunAsync($"SET ROLE {Sql.Name(role)}", context.Cancellation);
        try
        {
            await session.RunAsync(step.Sql, context.Cancellation);
        }
        finally
        {
            await session.RunAsync("RESET ROLE", CancellationToken.None);
        }

        await session.RunAsync(history.Insert(step, position), context.Cancellation);
    }

    private static ProviderException Refused(string message, int index) => new(ErrorCodes.Conflict, message, path: $"/migrations/{index}");
}
