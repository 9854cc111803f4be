using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Providers.Changes;

/// <summary>Brings properties to the form that handlers get: canonical names for aliases, defaults filled in, at every depth.</summary>
internal static class Normaliser
{
    // So many are sooner looked through than put into a table.
    private const int Few = 16;

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
        var members = new List<KeyValuePair<string, Datum>>(value.Members.Count);
        var seen = value.Members.Count + shape.Members.Count > Few ? new HashSet<string>(StringComparer.Ordinal) : null;
        var changed = false;
        for (var i = 0; i < value.Members.Count; i++)
        {
            var (written, inner) = value.Members[i];
            var member = shape.Member(written);
            var name = member?.Name ?? written;
            var path = JsonPointer.Append(pointer, written);
            if (IsGiven(name))
            {
                violations.Add(new Violation(path, "duplicate", $"is given twice, as {written} and as another name of {name}"));
                changed = true;
                continue;
            }

            var normal = Visit(member?.Shape ?? shape.Element, inner, path, violations);
            changed |= name != written || !ReferenceEquals(normal, inner);
            Add(name, normal);
        }

        for (var i = 0; i < shape.Members.Count; i++)
        {
            if (shape.Members[i] is not { Shape.Default: { } filled, Name: var name } || IsGiven(name)) continue;
            Add(name, filled);
            changed = true;
        }

        return changed ? Datum.MapOf(members) : value;

        bool IsGiven(string name)
        {
            if (seen is not null) return seen.Contains(name);
            for (var i = 0; i < members.Count; i++)
            {
                if (members[i].Key == name) return true;
            }

            return false;
        }

        void Add(string name, Datum given)
        {
            members.Add(new(name, given));
            seen?.Add(name);
        }
    }
}
