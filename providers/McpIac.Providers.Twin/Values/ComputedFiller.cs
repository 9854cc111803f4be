using McpIac.Providers.Twin.Worlds;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Generation;

namespace McpIac.Providers.Twin.Values;

/// <summary>Fills in computed properties that nobody set: names from the resource's name, the rest from the schema, and no natural key twice.</summary>
internal sealed class ComputedFiller(ObjectRequest request, WorldRules rules, Entropy entropy, Func<string, Datum?> property)
{
    private const int Attempts = 10_000;

    /// <summary>The value, or null: then it stays unset. What refers to other objects isn't made up.</summary>
    public Datum? Fill(ShapeMember member)
    {
        if (RefersToOthers(member.Shape)) return null;
        var keyed = request.Type.NaturalKeys.Any(k => k.Contains(member.Name));
        foreach (var candidate in Candidates(member, keyed).Take(keyed ? Attempts : 1))
        {
            if (!keyed || IsFree(member.Name, candidate)) return candidate;
        }

        return null;
    }

    private bool IsFree(string name, Datum candidate) =>
        rules.NaturalKeyHolder(request.Type, n => n == name ? candidate : property(n), request.Prior?.Id) is null;

    private IEnumerable<Datum> Candidates(ShapeMember member, bool keyed)
    {
        if (IsName(member, keyed))
        {
            foreach (var name in Names(member.Shape)) yield return name;
        }

        var first = member.Shape.Default ?? member.Shape.Enum.Concat(member.Shape.Examples).FirstOrDefault()
            ?? ValueGenerator.Generate(member.Name, member.Shape, request.Name, entropy.Fork(member.Name));
        if (ValueFitter.Fit(member.Shape, first) is not { } preferred) yield break;
        yield return preferred;
        if (!keyed || member.Shape.Enum.Count > 0) yield break;
        for (var i = 1; i < Attempts; i++)
        {
            var next = preferred.AsInteger() is { } number
                ? Datum.Of(number + i)
                : ValueGenerator.Generate(member.Name, member.Shape with { Examples = [] }, request.Name, entropy.Fork($"{member.Name}#{i}"), unique: true);
            if (ValueFitter.Fit(member.Shape, next) is { } fitting) yield return fitting;
        }
    }

    private static bool IsName(ShapeMember member, bool keyed) =>
        member.Shape.Kind == ShapeKind.Text && member.Shape.Enum.Count == 0 && member.Shape.Format is null or "hostname"
        && (keyed || member.Name is "name" or "identifier" or "hostname" or "title");

    // A replacement is made before the old one goes, so a taken name gets an ending, as providers' automatic names do.
    private IEnumerable<Datum> Names(Shape shape)
    {
        var label = FormatTexts.Label(request.Name);
        string[] bases = [request.Name, label, label.Replace('-', '_'), $"x-{label}", $"x_{label.Replace('-', '_')}"];
        if (bases.Select(b => ValueFitter.Fit(shape, Datum.Of(b))).FirstOrDefault(f => f is not null)?.AsText() is not { } name) yield break;
        yield return Datum.Of(name);
        for (var i = 0; i < Attempts; i++)
        {
            var ending = entropy.Fork($"name#{i}").Hex(6);
            var longer = ValueFitter.Fit(shape, Datum.Of($"{name}-{ending}")) ?? ValueFitter.Fit(shape, Datum.Of($"{name}_{ending}"));
            if (longer is null) yield break;
            yield return longer;
        }
    }

    private static bool RefersToOthers(Shape shape) =>
        (shape.References.Count > 0 && !shape.ReferenceOrText) || (shape.Element is { } element && RefersToOthers(element));
}
