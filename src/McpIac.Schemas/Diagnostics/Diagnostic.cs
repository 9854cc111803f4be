namespace McpIac.Schemas.Diagnostics;

/// <summary>How much a diagnostic weighs. Only <see cref="Error"/> stops the flow.</summary>
public enum Severity { Info, Warning, Error }

/// <summary>A range in a source file; lines and columns count from 1, as editors show them. Zero means "not known".</summary>
public sealed record SourcePlace(string File, int Line, int Column, int EndLine, int EndColumn)
{
    public SourcePlace(string file, int line) : this(file, line, 0, line, 0) { }
}

/// <summary>
/// Something a user should know: what is wrong, where, and what to do. Ids are <c>MCInnnn</c>, never reused
/// (0 authoring, 1 front ends, 2 binding, 3 planning, 4 execution, 5 state, 6 providers, 7 policy, 9 generator).
/// </summary>
/// <param name="Id">The stable id, e.g. <c>MCI2001</c>.</param>
/// <param name="Message">One line: what is wrong, and why. Never holds a secret.</param>
/// <param name="Place">Where, when it is known.</param>
/// <param name="Remedy">What to do about it, one sentence.</param>
public sealed record Diagnostic(string Id, Severity Severity, string Message, SourcePlace? Place = null, string? Remedy = null)
{
    /// <summary>The page of a diagnostic: <c>docs/diagnostics/MCInnnn.md</c>, published.</summary>
    public static string HelpLink(string id) => $"https://mcpiac.io/diagnostics/{id}";

    public static Diagnostic Error(string id, string message, SourcePlace? place = null, string? remedy = null) =>
        new(id, Severity.Error, message, place, remedy);

    public static Diagnostic Warning(string id, string message, SourcePlace? place = null, string? remedy = null) =>
        new(id, Severity.Warning, message, place, remedy);
}
