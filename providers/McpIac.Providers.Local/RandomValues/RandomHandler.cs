using McpIac.Providers.Annotations;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Local.RandomValues;

[ResourceType("local:random", Title = "Random value", UndoDelete = "irreversible", Examples = ["""{ "kind": "pet" }""", """{ "kind": "password", "length": 24 }"""], Description =
    "A random id, password or friendly name that stays the same until one of its properties changes. It comes from the system's cryptographic source.")]
internal sealed class RandomHandler : ResourceHandler<RandomProperties, RandomOutputs>
{
    private const int ShortestPassword = 8;

    public override bool Repeatable => true;

    protected override IEnumerable<WireDiagnostic> Check(RandomProperties properties, OperationContext context)
    {
        if (properties is { Kind: "password", Length: < ShortestPassword })
        {
            yield return new WireDiagnostic("error", "range", $"length: a password has at least {ShortestPassword} characters", "/length", context.Urn);
        }
    }

    protected override Task<Live<RandomProperties, RandomOutputs>> CreateAsync(RandomProperties properties, OperationContext context)
    {
        var outputs = RandomMaker.Make(properties);
        return Task.FromResult(new Live<RandomProperties, RandomOutputs>(outputs.Id, properties, outputs));
    }

    // It is nowhere but in the record, so it is as recorded, and nothing is left of it.
    protected override Task<Live<RandomProperties, RandomOutputs>?> ReadAsync(Live<RandomProperties, RandomOutputs> known, OperationContext context) =>
        Task.FromResult<Live<RandomProperties, RandomOutputs>?>(known);

    protected override Task DeleteAsync(Live<RandomProperties, RandomOutputs> prior, OperationContext context) => Task.CompletedTask;
}
