using McpIac.Providers.Twin.Templates;
using McpIac.Providers.Twin.Worlds;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Generation;

namespace McpIac.Providers.Twin.Values;

/// <summary>What an object is made for.</summary>
/// <param name="Salt">0, and counting up while the ids that come out are taken.</param>
/// <param name="Given">The properties as asked for.</param>
/// <param name="Prior">The object as it was; null for a new one.</param>
internal sealed record ObjectRequest(ResourceType Type, string Urn, string Name, int Salt, Datum Given, TwinObject? Prior = null)
{
    /// <summary>Outputs that are fixed; what is made from them follows.</summary>
    public Datum Mocked { get; init; } = Datum.EmptyMap;
}

/// <summary>
/// Makes one object's outputs, each when another first asks for it: from <c>x-iac-from</c>, else the property of the same name, else made up from the
/// schema. Computed properties left unset are filled in and are outputs too. The caller holds the world's gate.
/// </summary>
internal sealed class ObjectBuilder
{
    private readonly ObjectRequest request;
    private readonly ResourceType type;
    private readonly TwinWorld world;
    private readonly WorldRules rules;
    private readonly Entropy entropy;
    private readonly HashSet<string> changed;
    private readonly Dictionary<string, Datum?> made = new(StringComparer.Ordinal);
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);

    public ObjectBuilder(ObjectRequest request, TwinWorld world, WorldRules rules)
    {
        (this.request, type, this.world, this.rules) = (request, request.Type, world, rules);
        entropy = new Entropy($"{request.Urn}#{request.Salt}");
        changed = request.Prior is { } prior ? [.. Changed(request.Given, prior.Value.Properties)] : [];
    }

    /// <summary>Whether the schema says nothing of outputs: then they are an id and what was asked for.</summary>
    public static bool LacksOutputSchema(ResourceType type) => type.Raw["outputs"]?["properties"] is not { Members.Count: > 0 };

    /// <summary>The outputs in the schema's order, and the required ones for which nothing could be made up.</summary>
    public (Datum Outputs, IReadOnlyList<string> Missing) Build()
    {
        var members = new List<KeyValuePair<string, Datum>>();
        var missing = new List<string>();
        foreach (var member in OutputMembers())
        {
            if (Output(member.Name) is { } value) members.Add(new(member.Name, value));
            else if (member.Required) missing.Add(member.Name);
        }

        foreach (var property in type.Properties.Members.Where(p => Echoes(p.Shape) && members.All(m => m.Key != p.Name)))
        {
            if ((request.Mocked[property.Name] ?? Property(property.Name)) is { } value) members.Add(new(property.Name, value));
        }

        members.AddRange(request.Mocked.Members.Where(m => members.All(o => o.Key != m.Key)));
        return (Datum.MapOf(members), missing);
    }

    private IEnumerable<ShapeMember> OutputMembers() =>
        type.Outputs.Members.Any(m => m.Name == "id")
            ? type.Outputs.Members
            : [new ShapeMember("id", new Shape { Kind = ShapeKind.Text }, true, []), .. type.Outputs.Members];

    // A secret isn't echoed. Without an output schema everything else that was asked for is.
    private bool Echoes(Shape property) => !IsSecret(property) && (property.Computed || LacksOutputSchema(type));

    private Datum? Output(string name) => Once("output " + name, () =>
    {
        var member = OutputMembers().FirstOrDefault(m => m.Name == name);
        if (member is null) return null;
        if (request.Mocked[name] is { } mocked) return mocked;
        if (request.Prior?.Value.Outputs[name] is { } kept && !Follows(name, 0)) return kept;
        var template = member.Shape.From is { } from ? Template.Parse(from) : null;
        if (template?.Evaluate(steps => Resolve(steps, name)) is { } derived)
        {
            if (FitDerived(name, member.Shape, derived) is { } fitting) return fitting;
        }
        else if (template is not null && !member.Required)
        {
            return null; // what it is made from isn't there
        }

        return Echo(member) ?? (IsUnsetEcho(member) ? null : MakeUp(member));
    });

    private Datum? Echo(ShapeMember output)
    {
        var property = type.Properties.Member(output.Name)?.Shape;
        if (property is null || (IsSecret(property) && !output.Shape.Sensitive)) return null;
        return ValueFitter.Fit(output.Shape, Property(output.Name));
    }

    private static bool IsSecret(Shape? property) => property is { Sensitive: true } or { WriteOnly: true };

    private bool IsUnsetEcho(ShapeMember output) =>
        !output.Required && output.Shape.From is null && type.Properties.Member(output.Name) is { Shape: { Sensitive: false, WriteOnly: false } };

    private Datum? MakeUp(ShapeMember output)
    {
        var unique = output.Name == "id" || type.Identity.Contains(output.Name);
        return ValueGenerator.Generate(output.Name, output.Shape, request.Name, entropy.Fork(output.Name), unique);
    }

    /// <summary>A property as asked for, or as the provider fills it in.</summary>
    private Datum? Property(string name) => Once("property " + name, () =>
    {
        if (request.Given[name] is { IsNull: false } given) return given;
        if (type.Properties.Member(name) is not { } member) return null;
        if (!member.Shape.Computed) return member.Shape.Default;
        if (request.Mocked[name] is { } mocked) return mocked;
        if (request.Prior?.Value.Outputs[name] is { } kept && !Follows(name, 0)) return kept;
        if (member.Shape.From is { } from && Template.Parse(from)?.Evaluate(steps => Resolve(steps, name)) is { } derived
            && FitDerived(name, member.Shape, derived) is { } fitting)
        {
            return fitting;
        }

        return new ComputedFiller(request, rules, entropy, n => n == name ? null : Property(n)).Fill(member);
    });

    private Datum? FitDerived(string name, Shape shape, Datum derived)
    {
        if (!ValueFitter.IsAddress(name, shape) || derived.AsText() is not { } network || Addresses.ParseNetwork(network) is null) return ValueFitter.Fit(shape, derived);
        var address = request.Prior?.Value.Outputs[name]?.AsText() is { } kept && Addresses.Contains(network, kept) ? kept
            : name.EndsWith("gateway", StringComparison.OrdinalIgnoreCase) ? Addresses.FirstIn(network)
            : Addresses.HostIn(network, entropy.Fork(name), a => world.Holding(a).Any());
        return address is null ? null : ValueFitter.Fit(shape, Datum.Of(address));
    }

    // A name means the property when it is set or when the output of that name is what is being made; else the output.
    private Datum? Resolve(IReadOnlyList<string> steps, string self)
    {
        var name = steps[0];
        var property = type.Properties.Member(name)?.Shape;
        var output = type.Outputs.Member(name)?.Shape;
        var useProperty = property is not null && (output is null || name == self || request.Given[name] is { IsNull: false });
        if (useProperty && IsSecret(property) && type.Outputs.Member(self)?.Shape.Sensitive != true) return null;
        var (value, shape) = useProperty ? (Property(name), property) : (Output(name), output);
        foreach (var step in steps.Skip(1))
        {
            if (value is not { } at) return null;
            (value, shape) = Step(at, shape, step);
        }

        return value is { IsNull: false } ? value : null;
    }

    private (Datum? Value, Shape? Shape) Step(Datum value, Shape? shape, string step)
    {
        if (value.AsText() is { } text && shape?.References.Count > 0)
        {
            return rules.Target(shape, text) is { } target ? (target[step], rules.ShapeOf(target, step)) : (null, null);
        }

        if (value.Kind == DatumKind.List)
        {
            return int.TryParse(step, out var index) && index < value.Items.Count ? (value.Items[index], shape?.Element) : (null, null);
        }

        var inner = shape?.Member(step)?.Shape ?? shape?.Element;
        return (value[step] ?? inner?.Default, inner);
    }

    // A computed property left unset keeps what the provider chose.
    private IEnumerable<string> Changed(Datum given, Datum before) => given.Members.Concat(before.Members).Select(m => m.Key).Distinct(StringComparer.Ordinal)
        .Where(n => !Equals(given[n], before[n]) && !(given[n] is null && type.Properties.Member(n)?.Shape.Computed == true));

    // Whether an update touches what an output or a filled-in property is made from.
    private bool Follows(string name, int depth)
    {
        if (depth > type.Outputs.Members.Count + type.Properties.Members.Count) return false;
        if (changed.Contains(name)) return true;
        var from = type.Outputs.Member(name)?.Shape.From ?? type.Properties.Member(name)?.Shape.From;
        if (from is null || Template.Parse(from) is not { } template) return false;
        return template.Roots.Any(root => changed.Contains(root) || (root != name && Follows(root, depth + 1)));
    }

    // Null for what is asked for while it is being made: templates may refer to one another in a circle.
    private Datum? Once(string name, Func<Datum?> make)
    {
        if (made.TryGetValue(name, out var known)) return known;
        if (!underWay.Add(name)) return null;
        var value = make();
        underWay.Remove(name);
        return made[name] = value;
    }
}
