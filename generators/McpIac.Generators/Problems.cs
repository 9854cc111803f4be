using System;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Generators;

/// <summary>The generator's own diagnostics; what is wrong with a snapshot is said by its reader.</summary>
internal static class Problems
{
    public static Diagnostic Unreadable(string path) => Diagnostic.Error("MCI9001",
        "The snapshot can't be read, so its types have no classes.", new SourcePlace(path, 0), "See to it that the file exists and is UTF-8 text.");

    public static Diagnostic Failed(string path, string what, Exception exception) => Diagnostic.Error("MCI9002",
        $"Writing the classes of {what} failed, which is a fault of the generator: {exception.GetType().Name}: {exception.Message}",
        path.Length == 0 ? null : new SourcePlace(path, 0), "Report it with the snapshot; until it is mended, leave the type out.");
}
