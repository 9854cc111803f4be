using McpIac.Schemas.Diagnostics;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Journals;

/// <summary>What can be wrong with a state file, as people should hear it.</summary>
internal static class StateProblems
{
    private const int ReadOnly = 8, Corrupt = 11, CantOpen = 14, NotADatabase = 26;

    public static Diagnostic Newer(long found, long known) => Diagnostic.Error(
        "MCI5001", $"The state was written by a newer mciacc (format {found}; this one knows {known}).", null, "Use the newer mciacc.");

    public static Diagnostic Damaged(string what) => Diagnostic.Error(
        "MCI5002", $"The state is damaged: {what}.", null, "Restore the state file from a backup; don't delete it, or what it knows is lost.");

    public static Diagnostic Unwritable(string what) => Diagnostic.Error(
        "MCI5003", $"The state can't be opened: {what}.", null, "Check the permissions and free space of the state's folder.");

    public static Diagnostic Held(string holder) => Diagnostic.Error(
        "MCI5004", $"The state is in use by {holder}.", null, "Wait until it has finished.");

    public static Diagnostic Of(Exception problem) => problem switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } e => Damaged(e.Message),
        SqliteException { SqliteErrorCode: ReadOnly or CantOpen } e => Unwritable(e.Message),
        SqliteException e => Unwritable(e.Message),
        System.Text.Json.JsonException => Damaged("a row isn't what this format says"),
        _ => Unwritable(problem is UnauthorizedAccessException ? "access is denied" : problem.GetType().Name),
    };

    public static bool IsExpected(Exception problem) =>
        problem is SqliteException or IOException or UnauthorizedAccessException or System.Text.Json.JsonException;
}
