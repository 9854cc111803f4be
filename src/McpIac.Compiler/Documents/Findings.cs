using System.Collections;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>What is wrong with a document, each once: what a <c>for</c> repeats is wrong in each of its resources.</summary>
internal sealed class Findings : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> found = [];
    private readonly HashSet<Diagnostic> seen = [];

    public int Count => found.Count;

    public void Add(Diagnostic diagnostic)
    {
        if (seen.Add(diagnostic)) found.Add(diagnostic);
    }

    public IEnumerator<Diagnostic> GetEnumerator() => found.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
