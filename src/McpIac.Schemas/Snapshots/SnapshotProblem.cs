using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Snapshots;

/// <summary>What is wrong inside one JSON document, by pointer; becomes a <see cref="Diagnostic"/> where the document's text is at hand.</summary>
internal sealed record SnapshotProblem(string Id, Severity Severity, string Pointer, string Message, string? Remedy)
{
    /// <param name="positions">Of the text that the pointer is into, or null when it isn't known.</param>
    public Diagnostic InFile(string file, JsonPositions? positions)
    {
        var (line, column) = positions?.Of(Pointer) ?? (0, 0);
        return new Diagnostic(Id, Severity, Message, new SourcePlace(file, line, column, line, column), Remedy);
    }
}
