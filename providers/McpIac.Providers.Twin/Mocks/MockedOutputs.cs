using McpIac.Schemas.Data;

namespace McpIac.Providers.Twin.Mocks;

/// <summary>Outputs that a twin yields as they are, instead of making them up.</summary>
/// <param name="Type">A whole type token.</param>
/// <param name="Name">The resource; null for every one of the type.</param>
/// <param name="Outputs">A map by the outputs' names.</param>
public sealed record MockedOutputs(string Type, string? Name, Datum Outputs)
{
    /// <summary>The outputs for one resource.</summary>
    /// <param name="mocks">Of its type; the last that has an output counts.</param>
    internal static Datum Of(IReadOnlyList<MockedOutputs> mocks, string name) =>
        mocks.Where(m => m.Name is null || m.Name == name).SelectMany(m => m.Outputs.Members).Aggregate(Datum.EmptyMap, (all, output) => all.With(output.Key, output.Value));
}
