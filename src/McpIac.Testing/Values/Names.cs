using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Testing;

/// <summary>Messages of <see cref="DeploymentTestException"/>.</summary>
internal static class Names
{
    private const int MostListed = 12;

    /// <summary>"There is no …", with what was probably meant, or what there is.</summary>
    public static DeploymentTestException Missing(string what, string name, IReadOnlyCollection<string> known) => new($"{what}. " + (
        Nearest.To(name, known) is { } near ? $"Did you mean {near}?"
        : known.Count == 0 ? "There are none."
        : $"There is: {string.Join(", ", known.Take(MostListed))}{(known.Count > MostListed ? $" and {known.Count - MostListed} more" : "")}."));

    public static DeploymentTestException Failed(string what, IEnumerable<Diagnostic> diagnostics) =>
        new($"{what}:\n{string.Join('\n', diagnostics.Where(d => d.Severity == Severity.Error).Select(Text))}");

    private static string Text(Diagnostic problem)
    {
        var place = problem.Place is { } p ? $"{Path.GetFileName(p.File)}({p.Line}{(p.Column > 0 ? $",{p.Column}" : "")}): " : "";
        return $"{place}{problem.Id} {problem.Message}{(problem.Remedy is null ? "" : " " + problem.Remedy)}";
    }
}
