using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Snapshots;

/// <summary>What is wrong inside one JSON document, by pointer; becomes a <see cref="Diagnostic"/> where the document's text is at hand.</summary>
internal sealed record SnapshotProblem(string Id, Severity Severity, string Pointer, string Message, string? Remedy)
{
    /// <param name="json">The text the pointer is into, or null when it isn't known.</param>
    public Diagnostic InFile(string file, string? json)
    {
        var (line, column) = json is null ? (0, 0) : JsonPosition.Of(json, Pointer);
        return new Diagnostic(Id, Severity, Message, new SourcePlace(file, line, column, line, column), Remedy);
    }
}
