using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Tests.Expressions;

/// <summary>References by <c>urn.path.path</c>; what it doesn't have is unknown.</summary>
internal sealed class FixedScope(Dictionary<string, Datum>? values = null, HashSet<string>? secrets = null) : IEvaluationScope
{
    public static FixedScope Empty { get; } = new();

    public Datum? Resolve(Reference reference) => values?.GetValueOrDefault(Key(reference));

    public bool IsSecret(Reference reference) => secrets?.Contains(Key(reference)) == true;

    private static string Key(Reference reference) => string.Join('.', reference.Path.Prepend(reference.Urn));
}
