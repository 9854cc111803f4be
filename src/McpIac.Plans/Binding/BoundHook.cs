using McpIac.Dsl.Expressions;

namespace McpIac.Plans.Binding;

/// <summary>What makes a resource an action of another one's changes.</summary>
/// <param name="Of">The other's urn.</param>
/// <param name="Before">It runs before the changes, else after.</param>
/// <param name="On">Which: <c>create</c>, <c>update</c>, <c>delete</c>, in this order.</param>
public sealed record BoundHook(string Of, bool Before, IReadOnlyList<string> On)
{
    /// <summary>All there are, in their order.</summary>
    public static IReadOnlyList<string> Changes { get; } = ["create", "update", "delete"];
}

/// <summary>An action that runs when a resource is deleted. State keeps it with the resource, because by then the program may have neither.</summary>
/// <param name="Properties">They refer to the resource alone, and to nothing secret.</param>
public sealed record DeleteHook(string Urn, string Name, string Type, string Provider, string Of, bool Before, IReadOnlyDictionary<string, Expression> Properties);
