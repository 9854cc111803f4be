using McpIac.Schemas.Diagnostics;
using Semver;

namespace McpIac.Compiler.Settings;

/// <summary>Which versions of a provider's server will do, by the ranges of semantic versions that npm has: <c>&gt;=1.2 &lt;2</c>, <c>^1.2</c>, <c>1.x</c>.</summary>
/// <param name="Text">As written.</param>
public sealed record VersionConstraint(string Text, SourcePlace Place)
{
    private const int MaxLength = 200;

    private SemVersionRange Range { get; init; } = SemVersionRange.All;

    /// <summary>Null for a text that is no range.</summary>
    public static VersionConstraint? Parse(string text, SourcePlace place) =>
        text.Length <= MaxLength && text.Trim().Length > 0 && SemVersionRange.TryParseNpm(text, includeAllPrerelease: true, out var range, MaxLength) ? new VersionConstraint(text, place) { Range = range } : null;

    /// <summary>Whether a version is among them; null for one that is no semantic version, of which that can't be said.</summary>
    public bool? Has(string version) => SemVersion.TryParse(version.Trim(), SemVersionStyles.Any, out var parsed) ? Range.Contains(parsed) : null;
}
