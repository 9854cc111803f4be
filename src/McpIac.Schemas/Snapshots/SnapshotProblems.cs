using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Snapshots;

/// <summary>The problems found while one document is read, in the order they were found.</summary>
internal sealed class SnapshotProblems
{
    private readonly List<SnapshotProblem> found = [];

    public IReadOnlyList<SnapshotProblem> All => found;
    public bool HasErrors => found.Any(p => p.Severity == Severity.Error);

    public void Error(string id, string pointer, string message, string? remedy = null) =>
        found.Add(new SnapshotProblem(id, Severity.Error, pointer, message, remedy));

    public void Warning(string id, string pointer, string message, string? remedy = null) =>
        found.Add(new SnapshotProblem(id, Severity.Warning, pointer, message, remedy));

    public void Add(IEnumerable<SnapshotProblem> problems) => found.AddRange(problems);

    /// <summary>With their places in the text that was read, when it is known.</summary>
    public IReadOnlyList<Diagnostic> InFile(string file, string? json)
    {
        var positions = json is null ? null : new JsonPositions(json);
        return found.Select(p => p.InFile(file, positions)).ToArray();
    }
}
