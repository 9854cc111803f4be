using McpIac.Providers.Handlers;
using McpIac.Providers.Twin.Worlds;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Generation;

namespace McpIac.Providers.Twin.Values;

/// <summary>
/// Makes up what exists and nobody here made, so that a program that reads it can be rehearsed: as little as its schema asks for, and the same whenever it is asked for. The
/// caller holds the world's gate.
/// </summary>
internal sealed class Imagination(ResourceType type, TwinWorld world, WorldRules rules)
{
    /// <param name="mocked">Outputs and properties that are fixed.</param>
    public TwinObject Of(string id, Datum mocked)
    {
        var urn = $"{type.Token}/{id}";
        var entropy = new Entropy(urn);
        var properties = Datum.MapOf(type.Properties.Members.Select(m => KeyValuePair.Create(m.Name, mocked[m.Name] ?? Property(m, id, entropy.Fork(m.Name)) ?? Datum.Null)).Where(p => !p.Value.IsNull));
        var (outputs, _) = new ObjectBuilder(new ObjectRequest(type, urn, id, 0, properties) { Mocked = mocked.With("id", Datum.Of(id)) }, world, rules).Build();
        return new TwinObject(type.Token, "", id, new ResourceObject(id, properties, outputs)) { IsImagined = true };
    }

    private Datum? Property(ShapeMember member, string id, Entropy entropy)
    {
        if (!member.Required) return member.Shape.Default;

        // What it refers to exists too: an id as that type has them.
        var shape = member.Shape.References.Select(rules.Referred).FirstOrDefault(s => s is not null);
        return ValueGenerator.Generate(member.Name, shape ?? member.Shape, id, entropy, unique: shape is not null);
    }
}
