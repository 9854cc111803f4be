using McpIac.Providers.Handlers;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Twin.Worlds;

/// <summary>What a provider refuses because of what else exists. The caller holds the world's gate.</summary>
internal sealed class WorldRules(ProviderSchema schema, TwinWorld world)
{
    private readonly Dictionary<string, ResourceType> types = schema.Types.ToDictionary(t => t.Token, StringComparer.Ordinal);

    /// <summary>References to nothing. What belongs to another provider can't be checked and isn't.</summary>
    public IEnumerable<WireDiagnostic> DanglingReferences(ResourceType type, Datum properties, string urn)
    {
        foreach (var reference in ReferenceWalker.Walk(type.Properties, properties))
        {
            if (reference.Shape.ReferenceOrText || reference.Shape.References.Any(r => !types.ContainsKey(ReferenceWalker.Split(r).Type))) continue;
            if (reference.Shape.References.Any(r => Refers(r, reference.Value) is not null)) continue;
            var wanted = string.Join(" or ", reference.Shape.References.Select(r => ReferenceWalker.Split(r).Type));
            yield return new WireDiagnostic("error", ErrorCodes.NotFound, $"{reference.Path.TrimStart('/')}: there is no {wanted} {reference.Value}", reference.Path, urn);
        }
    }

    /// <summary>The object that a reference's value leads to, in any of the ways its shape allows.</summary>
    public TwinObject? Target(Shape shape, string value) => shape.References.Select(r => Refers(r, value)).FirstOrDefault(o => o is not null);

    /// <summary>The shape of what an object has under a name.</summary>
    public Shape? ShapeOf(TwinObject item, string name) =>
        types.GetValueOrDefault(item.Type) is { } type ? (type.Outputs.Member(name) ?? type.Properties.Member(name))?.Shape : null;

    /// <summary>The shape of the output that a reference leads to; null of a type that isn't this provider's.</summary>
    public Shape? Referred(string reference) =>
        ReferenceWalker.Split(reference) is var (token, output) && types.GetValueOrDefault(token) is { } type ? type.Outputs.Member(output)?.Shape : null;

    /// <summary>Another object with the same natural key, and the key.</summary>
    public (TwinObject Holder, IReadOnlyList<string> Key)? NaturalKeyHolder(ResourceType type, Func<string, Datum?> property, string? ownId)
    {
        foreach (var key in type.NaturalKeys)
        {
            if (key.Count == 0 || key.Select(property).ToArray() is not { } values || values.Any(v => v is null or { IsNull: true })) continue;
            var indexed = values.Select(TwinWorld.TextOf).OfType<string>().MinBy(world.CountHolding);
            var candidates = indexed is null ? world.OfType(type.Token) : world.Holding(indexed).Where(o => o.Type == type.Token);
            var holder = candidates.FirstOrDefault(o => o.Id != ownId && !o.IsImagined && key.Zip(values).All(p => Equals(o[p.First], p.Second)));
            if (holder is not null) return (holder, key);
        }

        return null;
    }

    /// <summary>Throws <c>inUse</c> when another live object refers to this one.</summary>
    public void RefuseWhileInUse(TwinObject target)
    {
        foreach (var (name, output) in target.Value.Outputs.Members.Select(m => (m.Key, TwinWorld.TextOf(m.Value))))
        {
            if (output is null || !IsHandle(target, name, output)) continue;
            foreach (var user in world.Holding(output).Where(o => (o.Type, o.Id) != (target.Type, target.Id)))
            {
                var use = types.TryGetValue(user.Type, out var type)
                    ? ReferenceWalker.Walk(type.Properties, user.Value.Properties).FirstOrDefault(r => r.Value == output && r.Shape.References.Contains($"{target.Type}#{name}"))
                    : null;
                if (use is null) continue;
                throw new ProviderException(ErrorCodes.InUse,
                    $"{target.Name} ({target.Type}) is still used by {user.Name} ({user.Type}) in {use.Path.TrimStart('/')}");
            }
        }
    }

    // An address is no handle: a rule that names it doesn't keep its owner alive; nor is a value that several objects share.
    private bool IsHandle(TwinObject target, string output, string value)
    {
        var shape = types.GetValueOrDefault(target.Type)?.Outputs.Member(output)?.Shape;
        if (shape?.Format is "ipv4" or "ipv6" or "hostname") return false;
        return world.Holding(value).Where(o => o.Type == target.Type && TwinWorld.TextOf(o.Value.Outputs[output]) == value).Take(2).Count() == 1;
    }

    private TwinObject? Refers(string reference, string value)
    {
        var (type, output) = ReferenceWalker.Split(reference);
        return world.Referred(type, output, value);
    }
}
