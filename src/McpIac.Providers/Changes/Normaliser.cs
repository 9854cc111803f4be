using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Providers.Changes;

/// <summary>Brings properties to the form that handlers get: canonical names for aliases, defaults filled in, at every depth.</summary>
internal static class Normaliser
{
    /// <returns>The normal form, and what stands in its way: a property given under two names.</returns>
    public static (Datum Value, IReadOnlyList<Violation> Violations) Normalise(Shape shape, Datum value)
    {
        var violations = new List<Violation>();
        return (Visit(shape, value, "", violations), violations);
    }

    private static Datum Visit(Shape? shape, Datum value, string pointer, List<Violation> violations)
    {
        if (shape is null || value["$iac"] is not null) return value;
        return value.Kind switch
        {
            DatumKind.Map => Object(shape, value, pointer, violations),
            DatumKind.List => Datum.ListOf(value.Items.Select((item, i) => Visit(shape.Element, item, JsonPointer.Append(pointer, i), violations))),
            _ => value,
        };
    }

    private static Datum Object(Shape shape, Datum value, string pointer, List<Violation> violations)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (written, inner) in value.Members)
        {
            var member = shape.Member(written);
            var name = member?.Name ?? written;
            var path = JsonPointer.Append(pointer, written);
            if (!seen.Add(name)) violations.Add(new Violation(path, "duplicate", $"is given twice, as {written} and as another name of {name}"));
            else members.Add(new(name, Visit(member?.Shape ?? shape.Element, inner, path, violations)));
        }

        foreach (var member in shape.Members)
        {
            if (member.Shape.Default is { } @default && seen.Add(member.Name)) members.Add(new(member.Name, @default));
        }

        return Datum.MapOf(members);
    }
}
