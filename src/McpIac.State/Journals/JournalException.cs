using McpIac.Schemas.Diagnostics;

namespace McpIac.State.Journals;

/// <summary>The journal can't be written or read any more; <see cref="Problem"/> is what to tell the user.</summary>
public sealed class JournalException(Diagnostic problem, Exception? inner = null) : Exception(problem.Message, inner)
{
    public Diagnostic Problem { get; } = problem;
}
