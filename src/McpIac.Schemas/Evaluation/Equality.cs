using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation;

/// <summary>Whether two values are equal as far as both are known.</summary>
internal static class Equality
{
    public static Verdict Of(Datum one, Datum other)
    {
        if (StandIns.Is(one) || StandIns.Is(other)) return Verdict.Undecided;
        if (one.Kind != other.Kind) return Verdict.Invalid;
        return one.Kind switch
        {
            DatumKind.List => one.Items.Count != other.Items.Count ? Verdict.Invalid : All(one.Items.Zip(other.Items, Of)),
            DatumKind.Map => All(one.Members.Select(m => m.Key).Concat(other.Members.Select(m => m.Key)).Distinct(StringComparer.Ordinal)
                .Select(name => one[name] is { } a && other[name] is { } b ? Of(a, b) : Verdict.Invalid)),
            _ => one.Equals(other) ? Verdict.Valid : Verdict.Invalid,
        };
    }

    /// <summary>Whether it is one of several known values.</summary>
    public static Verdict Among(IReadOnlyList<Datum> values, Datum value) =>
        values.Contains(value) ? Verdict.Valid : StandIns.In(value) && values.Any(v => Of(v, value) == Verdict.Undecided) ? Verdict.Undecided : Verdict.Invalid;

    private static Verdict All(IEnumerable<Verdict> parts) => parts.Aggregate(Verdict.Valid, Verdicts.And);
}
