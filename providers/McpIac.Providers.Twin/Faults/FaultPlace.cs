using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Twin.Faults;

/// <summary>Which changes a fault is for: the <paramref name="Number"/>th of the run, or all that fit the rest; null fits everything.</summary>
/// <param name="Type">A whole type token, <c>aws:ec2:instance</c>.</param>
internal sealed record FaultPlace(int? Number = null, string? Provider = null, string? Type = null, string? Action = null, string? Name = null)
{
    public bool Fits(int number, WireChange change) =>
        (Number is null || Number == number)
        && (Provider is null || change.Type == Provider || change.Type.StartsWith(Provider + ":", StringComparison.Ordinal))
        && (Type is null || change.Type == Type)
        && (Action is null || change.Action == Action)
        && (Name is null || change.Name == Name);
}
