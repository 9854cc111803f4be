using System.Text.Json;
using McpIac.Schemas.Diagnostics;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Journals;

/// <summary>What can be wrong with a state file, as people should hear it.</summary>
internal static class StateProblems
{
    private const int Corrupt = 11, NotADatabase = 26;

    public static Diagnostic Newer(string path, long found, long known) => Diagnostic.Error(
        "MCI5001", $"The state file {path} was written by a newer mciacc (format {found}; this one knows {known}).", null, "Use the newer mciacc.");

    public static Diagnostic Damaged(string path, string what) => Diagnostic.Error(
        "MCI5002", $"The state file {path} is damaged: {what}.", null, "Restore it from a backup; don't delete it, or what it knows is lost.");

    public static Diagnostic Inaccessible(string path, string what) => Diagnostic.Error(
        "MCI5003", $"The state file {path} can't be read or written: {what}.", null, "Check the permissions and the free space of its folder.");

    public static Diagnostic Held(string path, string holder) => Diagnostic.Error(
        "MCI5004", $"The state file {path} is in use by {holder}.", null, "Wait until it has finished.");

    public static Diagnostic Of(string path, Exception problem) => problem switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } e => Damaged(path, Bare(e)),
        SqliteException e => Inaccessible(path, Bare(e)),
        JsonException or InvalidCastException or InvalidOperationException or FormatException or OverflowException => Damaged(path, "a row isn't what this format says"),
        UnauthorizedAccessException => Inaccessible(path, "access is denied"),
        IOException e => Inaccessible(path, e.Message.TrimEnd('.')),
        _ => Inaccessible(path, problem.GetType().Name),
    };

    /// <summary>Also what reading a row of the wrong shape throws: a damaged file is no bug.</summary>
    public static bool IsExpected(Exception problem) =>
        problem is SqliteException or IOException or UnauthorizedAccessException or JsonException
            or InvalidCastException or InvalidOperationException or FormatException or OverflowException;

    // "SQLite Error 26: 'file is not a database'." → file is not a database
    private static string Bare(SqliteException problem)
    {
        var (from, to) = (problem.Message.IndexOf('\'', StringComparison.Ordinal), problem.Message.LastIndexOf('\''));
        return from >= 0 && to > from ? problem.Message[(from + 1)..to] : problem.Message;
    }
}
