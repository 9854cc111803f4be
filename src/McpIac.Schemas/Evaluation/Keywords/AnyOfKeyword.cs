using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>anyOf</c> or <c>oneOf</c>. Of alternatives that all are broken, what is reported is what the value breaks of the one that it comes closest to.</summary>
/// <param name="one">No second one may fit.</param>
/// <param name="required">What each of them requires, when that is all they say; else null.</param>
internal sealed class AnyOfKeyword(IReadOnlyList<SchemaNode> nodes, bool one, IReadOnlyList<string>? required = null) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        var (valid, undecided) = (0, 0);
        IReadOnlyList<Violation>? closest = null;
        foreach (var node in nodes)
        {
            var own = evaluated is null ? null : new Evaluated(value);
            var verdict = run.Try(node, value, own, out var broken);
            if (own is not null) evaluated?.Add(own, verdict);
            if (verdict == Verdict.Valid) valid++;
            else if (verdict == Verdict.Undecided) undecided++;
            else if (closest is null || !run.Silent && Closer(run.Pointer, broken, closest)) closest = broken;
            if (valid > 0 && !one && evaluated is null) return Verdict.Valid;
            if (valid > 1 && one) break;
        }

        if (valid > 1 && one) return run.Fail(this, "oneOf", required is null ? "fits more than one of its alternatives, and may fit only one" : $"may have only one of {string.Join(", ", required)}");
        if (valid > 0 && (undecided == 0 || !one)) return Verdict.Valid;
        if (valid + undecided > 0) return Verdict.Undecided;
        run.Report(closest ?? []);
        return Verdict.Invalid;
    }

    // The wrong kind of value altogether is never the alternative that was meant.
    private static bool Closer(string pointer, IReadOnlyList<Violation> broken, IReadOnlyList<Violation> than) =>
        (IsKind(pointer, broken), broken.Count).CompareTo((IsKind(pointer, than), than.Count)) < 0;

    private static bool IsKind(string pointer, IReadOnlyList<Violation> broken) => broken.Count > 0 && broken[0].Code == "type" && broken[0].Path == pointer;
}
