using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;
using Npgsql;

namespace McpIac.Providers.Postgres.Connections;

/// <summary>What the server refuses, in the standard's words, by its SQLSTATE (PostgreSQL's Appendix A).</summary>
internal static class SqlErrors
{
    /// <param name="sideEffects">Of a connection that breaks under way. A statement that the server refuses had none.</param>
    public static ProviderException Of(Exception error, string sideEffects) => error switch
    {
        PostgresException refused => Of(refused, sideEffects),
        NpgsqlException { InnerException: PostgresException inner } => Of(inner, sideEffects),
        _ => new ProviderException(ErrorCodes.Unavailable, $"PostgreSQL doesn't answer: {Reason(error)}", sideEffects, retryable: true),
    };

    private static ProviderException Of(PostgresException refused, string sideEffects)
    {
        var (code, retryable) = Class(refused.SqlState, refused.MessageText);
        var hint = string.IsNullOrEmpty(refused.Hint) ? "" : $" {refused.Hint}";
        return new ProviderException(code, $"PostgreSQL says: {refused.MessageText} ({refused.SqlState}).{hint}", refused.SqlState.StartsWith("57P", StringComparison.Ordinal) ? sideEffects : "none", retryable);
    }

    private static (string Code, bool Retryable) Class(string state, string message) => state switch
    {
        "42501" => (ErrorCodes.Denied, false),
        "42710" or "42P04" or "42P06" or "42P07" or "42723" or "23505" => (ErrorCodes.AlreadyExists, false),
        "42704" or "42P01" or "3D000" or "3F000" or "42883" or "42703" => (ErrorCodes.NotFound, false),
        "2BP01" or "55006" or "2B000" => (ErrorCodes.InUse, false),
        "53300" => (ErrorCodes.Throttled, true),
        "57014" => (ErrorCodes.Cancelled, true),
        "40001" or "40P01" or "55P03" => (ErrorCodes.Conflict, true),
        "0A000" => (ErrorCodes.Unsupported, false),
        "XX000" when message.Contains("concurrently", StringComparison.Ordinal) => (ErrorCodes.Conflict, true),
        _ => state[..2] switch
        {
            "28" => (ErrorCodes.Unauthenticated, false),
            "08" or "57" => (ErrorCodes.Unavailable, true),
            "53" or "54" => (ErrorCodes.Quota, false),
            "22" or "23" or "42" or "44" or "P0" => (ErrorCodes.Invalid, false),
            _ => (ErrorCodes.Internal, false),
        },
    };

    private static string Reason(Exception error) => (error.InnerException ?? error).Message;
}
