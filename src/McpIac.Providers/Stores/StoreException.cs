using McpIac.Schemas.Diagnostics;

namespace McpIac.Providers.Stores;

/// <summary>
/// The store can't be used as it is: MCI6201 it is damaged, MCI6202 another process holds it, MCI6203 it can't be read or written.
/// Nothing on disk was changed.
/// </summary>
public sealed class StoreException(Diagnostic problem, Exception? inner = null) : Exception(problem.Message, inner)
{
    public Diagnostic Problem { get; } = problem;

    internal static StoreException Damaged(string path, int line, string why) => new(Diagnostic.Error("MCI6201",
        $"The provider's record {path} is damaged at line {line}: {why}.", new SourcePlace(path, line),
        "Restore the file from a copy or mend the line by hand; it isn't emptied, because objects would be forgotten that still exist."));

    internal static StoreException Held(string path) => new(Diagnostic.Error("MCI6202",
        $"The provider's record {path} is being written by another process.", null, "Wait for the other run to end, then try again."));

    internal static StoreException Unusable(string path, Exception inner) => new(Diagnostic.Error("MCI6203",
        $"The provider's record {path} can't be read or written: {Why(inner)}.", null,
        "See to it that the folder exists, is writable and has room."), inner);

    // The system's words; .NET adds the path, which is said already: "No space left on device : '/srv/…'".
    private static string Why(Exception problem) =>
        problem is UnauthorizedAccessException ? "access is denied" : problem.Message.Split(" : '", 2)[0].TrimEnd('.');
}
