using System.Text.Json;
using McpIac.Schemas.Diagnostics;

namespace McpIac.State.Stores;

/// <summary>What can be wrong with a state, as people should hear it.</summary>
/// <param name="name">"state file .mciacc/state.db".</param>
internal sealed class StateProblems(string name)
{
    public Diagnostic Newer(long found, long known) => Diagnostic.Error(
        "MCI5001", $"The {name} was written by a newer mciacc (format {found}; this one knows {known}).", null, "Use the newer mciacc.");

    public Diagnostic Damaged(string what) => Diagnostic.Error(
        "MCI5002", $"The {name} is damaged: {what}.", null, "Run 'mciacc state repair', or restore it from a backup; don't delete it, or what it knows is lost.");

    public Diagnostic Inaccessible(string what, string remedy) => Diagnostic.Error("MCI5003", $"The {name} can't be read or written: {what}.", null, remedy);

    public Diagnostic Held(string holder, string remedy) => Diagnostic.Error("MCI5004", $"The {name} is in use by {holder}.", null, remedy);

    public Diagnostic NotReached(string what) => Diagnostic.Error(
        "MCI5020", $"The {name} can't be reached: {what}.", null, "Check that it runs, its address, and the user's name and password.");

    public Diagnostic Lost(string what, TimeSpan patience) => Diagnostic.Error(
        "MCI5021", $"The {name} went away, and didn't come back within {patience.TotalSeconds:0} s: {what}.", null,
        "Apply again when it is there: what was under way is settled first.");

    public Diagnostic TakenOver(string holder) => Diagnostic.Error(
        "MCI5022", $"The {name} was taken over by {holder} while this run seemed to be gone. Nothing more is sent or recorded here.", null,
        "See what the other run does; then apply again.");

    /// <summary>Of what isn't the database's own.</summary>
    public Diagnostic Of(Exception problem, string remedy) => problem switch
    {
        DamageException e => Damaged(e.Message),
        JsonException or InvalidCastException or InvalidOperationException or FormatException or OverflowException => Damaged("a row isn't what this format says"),
        UnauthorizedAccessException => Inaccessible("access is denied", remedy),
        IOException e => Inaccessible(e.Message.TrimEnd('.'), remedy),
        _ => Inaccessible(problem.GetType().Name, remedy),
    };
}
