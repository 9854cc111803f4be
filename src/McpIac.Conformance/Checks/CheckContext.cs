using McpIac.Conformance.Running;
using McpIac.Schemas.Catalogs;

namespace McpIac.Conformance.Checks;

/// <summary>What a check has to look at.</summary>
/// <param name="OfType">The life of an object of the type that is looked at; null for a check of the server.</param>
internal sealed record CheckContext(Bench Bench, ObjectMaker Maker, TypeLife? OfType, CancellationToken Cancellation)
{
    /// <summary>Of a check of types.</summary>
    public TypeLife Life => OfType ?? throw new InvalidOperationException("The check isn't one of types.");

    public ResourceType Type => Life.Type;

    /// <summary>The type that checks of the server work with.</summary>
    /// <exception cref="CheckSkipped">No type is known of which objects can be made.</exception>
    public ResourceType Workhorse => Bench.Workhorse ?? throw new CheckSkipped("of none of the types an object could be made");
}
