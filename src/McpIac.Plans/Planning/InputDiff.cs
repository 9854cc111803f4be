using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Planning;

/// <summary>How a resource's inputs differ, with what its type lets count as the same.</summary>
public static class InputDiff
{
    /// <param name="before">As state has them, secrets as fingerprints.</param>
    /// <param name="after">In the clear; the result has the members of <paramref name="secretMembers"/> masked.</param>
    public static IReadOnlyList<PropertyChange> Between(string urn, ResourceType type, Datum before, Datum after, IReadOnlySet<string> secretMembers) =>
        new Differ(urn, type, secretMembers, _ => null).Compare(before, after);
}
