using McpIac.Conformance.Checks;
using McpIac.Conformance.Examples;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Generation;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Conformance.Running;

/// <summary>Makes objects of a type, and what they need to refer to before them.</summary>
internal sealed class ObjectMaker(Bench bench)
{
    private const int DeepestReferences = 8;

    private readonly Dictionary<string, Datum> referred = new(StringComparer.Ordinal);

    /// <summary>Properties of a new object, unlike those of every other.</summary>
    /// <exception cref="CheckSkipped">None can be made up.</exception>
    public async Task<Datum> PropertiesAsync(ResourceType type, CancellationToken cancellation, int depth = 0)
    {
        var examples = bench.Options.Examples?.GetValueOrDefault(type.Token);
        if (examples?.Skip is { } why) throw new CheckSkipped($"the examples say: {why}");
        var token = bench.Token();
        var start = examples?.Create is { } given ? given : Valid(type).FirstOrDefault() ?? Generated(type, token);
        var unique = Unique(type, UniqueValue.Filled(start, token), start, token);
        var filled = await ReferringAsync(type.Properties, unique, cancellation, depth);
        return ShapeValidator.Validate(type.Properties, filled) is [{ } wrong, ..]
            ? throw new CheckSkipped($"no valid properties could be made up: {wrong.Path} {wrong.Message}; give some with --examples")
            : filled;
    }

    /// <summary>The same properties with something changed that an object can change in place, and where; null when the type has no such property.</summary>
    public (Datum Properties, string Path)? Changed(ResourceType type, Datum properties)
    {
        if (bench.Options.Examples?.GetValueOrDefault(type.Token)?.Update is { } given) return Over(properties, given);
        return type.CanUpdate ? Change(type, properties, m => !m.Shape.Immutable && !type.Properties.Immutable) : null;
    }

    /// <summary>The same with something changed that makes another object of it, and natural keys of its own.</summary>
    public (Datum Properties, string Path)? Replaced(ResourceType type, Datum properties)
    {
        var token = bench.Token();
        if (bench.Options.Examples?.GetValueOrDefault(type.Token)?.Replace is { } given && Over(properties, UniqueValue.Filled(given, token)) is { } over) return over;
        var changed = Change(type, properties, m => m.Shape.Immutable) ?? (type.CanUpdate ? null : Change(type, properties, _ => true));
        if (changed is not { } found) return null;
        var fresh = Unique(type, found.Properties, Datum.EmptyMap, token);
        return ShapeValidator.Validate(type.Properties, fresh).Count == 0 ? (fresh, found.Path) : null;
    }

    /// <summary>Has an object made that must come to be.</summary>
    /// <exception cref="CheckFailure">The server refused it.</exception>
    public async Task<MadeObject> MakeAsync(ResourceType type, string deployment, string name, CancellationToken cancellation, int depth = 0, IReadOnlyList<string>? dependencies = null)
    {
        var properties = await PropertiesAsync(type, cancellation, depth);
        var change = new WireChange(bench.Token(), "create", type.Token, name, Bench.Urn(deployment, type, name), Properties: properties, Dependencies: dependencies);
        var answer = await bench.ApplyAsync(change, cancellation);
        var id = answer.Resource?["id"]?.AsText();
        return answer.Outcome == "applied" && id is not null && answer.Resource is { } resource
            ? new MadeObject(type, change.Key, name, change.Urn, id, properties, resource)
            : throw new CheckFailure($"{name} ({type.Token}) couldn't be made: {answer}");
    }

    /// <summary>The type's own examples that fit its schema, without secrets that nobody should reuse.</summary>
    public static IEnumerable<Datum> Valid(ResourceType type) =>
        (type.Raw["examples"]?.Items ?? []).Where(e => ShapeValidator.Validate(type.Properties, e).Count == 0);

    private static Datum Generated(ResourceType type, string token) => Datum.MapOf(type.Properties.Members.Where(m => m.Required).Select(m => KeyValuePair.Create(m.Name,
        ValueGenerator.Generate(m.Name, m.Shape, token, new Entropy(token).Fork(m.Name)) ?? throw new CheckSkipped($"no {m.Name} of {type.Token} could be made up; give one with --examples"))));

    // Without declared keys a name is the likeliest one.
    private static Datum Unique(ResourceType type, Datum properties, Datum written, string token)
    {
        var keys = type.NaturalKeys.Count > 0 ? type.NaturalKeys.SelectMany(k => k) : ["name"];
        foreach (var key in keys.Where(k => !UniqueValue.HasRoom(written[k])))
        {
            if (type.Properties.Member(key) is { } member && (member.Required || properties[member.Name] is not null)
                && UniqueValue.Of(member.Name, member.Shape, properties[member.Name], token) is { } fresh && member.Shape.References.Count == 0)
                properties = properties.With(member.Name, fresh);
        }

        return properties;
    }

    private static (Datum, string)? Over(Datum properties, Datum given) =>
        (given.Members.Aggregate(properties, (all, m) => m.Value.IsNull ? all.Without(m.Key) : all.With(m.Key, m.Value)), JsonPointer.Append("", given.Members.Count > 0 ? given.Members[0].Key : ""));

    private (Datum Properties, string Path)? Change(ResourceType type, Datum properties, Func<ShapeMember, bool> may)
    {
        var token = bench.Token();
        foreach (var member in type.Properties.Members.Where(m => may(m) && IsPlain(m.Shape)).OrderBy(m => Unlikeliness(m, properties)))
        {
            var isKey = type.NaturalKeys.Any(k => k.Contains(member.Name));
            var fresh = isKey ? UniqueValue.Of(member.Name, member.Shape, properties[member.Name], token) : ChangedValue.Of(member, properties[member.Name], token);
            if (fresh is null) continue;
            var changed = properties.With(member.Name, fresh);
            if (ShapeValidator.Validate(type.Properties, changed).Count == 0) return (changed, JsonPointer.Append("", member.Name));
        }

        return null;
    }

    // What names other things, or is chosen or hidden by the provider, is no good to change.
    private static bool IsPlain(Shape shape) => shape.References.Count == 0 && !shape.Sensitive && !shape.WriteOnly && !shape.Computed;

    // A plain text that is there already can hardly be refused; a format or a pattern says that it means something.
    private static int Unlikeliness(ShapeMember member, Datum properties)
    {
        var free = member.Shape is { Kind: ShapeKind.Text, Format: null, Pattern: null, Enum.Count: 0 };
        var simple = member.Shape.Kind is ShapeKind.Integer or ShapeKind.Boolean || member.Shape.Enum.Count > 0;
        return properties[member.Name] is not null ? free ? 0 : simple ? 1 : 4 : simple && member.Shape.Default is not null ? 2 : member.Shape.Examples.Count > 0 ? 3 : 5;
    }

    private async Task<Datum> ReferringAsync(Shape shape, Datum value, CancellationToken cancellation, int depth)
    {
        if (shape.References.Count > 0 && !shape.ReferenceOrText && value.Kind == DatumKind.Text) return await ReferredAsync(shape, cancellation, depth) ?? value;
        if (value.Kind == DatumKind.List && shape.Element is { } element)
        {
            var items = new List<Datum>();
            foreach (var item in value.Items) items.Add(await ReferringAsync(element, item, cancellation, depth));
            return Datum.ListOf(items);
        }

        if (value.Kind != DatumKind.Map) return value;
        var members = new List<KeyValuePair<string, Datum>>();
        foreach (var (name, inner) in value.Members)
            members.Add(new(name, (shape.Member(name)?.Shape ?? shape.Element) is { } at ? await ReferringAsync(at, inner, cancellation, depth) : inner));
        return Datum.MapOf(members);
    }

    /// <summary>An output of an object that is made once and shared by all that refer to such; null when it is another provider's.</summary>
    private async Task<Datum?> ReferredAsync(Shape shape, CancellationToken cancellation, int depth)
    {
        foreach (var reference in shape.References)
        {
            if (referred.TryGetValue(reference, out var known)) return known;
            var hash = reference.LastIndexOf('#');
            var (token, output) = hash < 0 ? (reference, "id") : (reference[..hash], reference[(hash + 1)..]);
            if (bench.Subject.Types.FirstOrDefault(t => t.Token == token) is not { } type) continue;
            if (depth >= DeepestReferences) throw new CheckSkipped($"what {token} refers to has no end");
            var made = await MakeAsync(type, bench.Deployment("needed"), $"needed-{bench.Token()}", cancellation, depth + 1);
            if (made.Resource["outputs"]?[output] is { } value) return referred[reference] = value;
        }

        return null;
    }
}
