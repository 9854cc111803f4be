using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation.Keywords;

/// <summary><c>properties</c>, <c>patternProperties</c> and <c>additionalProperties</c>, in one walk over the members.</summary>
/// <param name="others">Those that neither a name nor a pattern is about; null when nothing is said of them.</param>
internal sealed class MembersKeyword(
    IReadOnlyDictionary<string, SchemaNode> named, IReadOnlyList<KeyValuePair<string, SchemaNode>> patterns, SchemaNode? others, ICollection<string> required) : Keyword
{
    public override Verdict Check(Evaluation run, Datum value, Evaluated? evaluated)
    {
        var verdict = Verdict.Valid;
        for (var i = 0; i < value.Members.Count; i++)
        {
            verdict = verdict.And(CheckMember(run, value.Members[i], evaluated, i));
            if (verdict == Verdict.Invalid && run.Silent) break;
        }

        return verdict;
    }

    private Verdict CheckMember(Evaluation run, KeyValuePair<string, Datum> member, Evaluated? evaluated, int index)
    {
        var verdict = Verdict.Valid;
        var seen = Verdict.Invalid;
        if (named.TryGetValue(member.Key, out var node))
        {
            seen = Verdict.Valid;
            verdict = IsUnset(run, node, member) ? Verdict.Valid : run.Member(node, member);
        }

        foreach (var pattern in patterns)
        {
            if (run.Matches(pattern.Key, member.Key) is var matches && matches == false) continue;
            if (matches is null && seen == Verdict.Invalid) seen = Verdict.Undecided;
            if (matches is true) seen = Verdict.Valid;
            verdict = verdict.And(matches is true ? run.Member(pattern.Value, member) : Doubtful(run, pattern.Value, member));
        }

        if (others is not null && seen != Verdict.Valid)
        {
            verdict = verdict.And(seen == Verdict.Undecided ? Doubtful(run, others, member) : Other(run, others, member));
            seen = Verdict.Valid;
        }

        evaluated?.Mark(index, seen);
        return verdict;
    }

    private Verdict Other(Evaluation run, SchemaNode node, KeyValuePair<string, Datum> member) =>
        !node.Never ? run.Member(node, member) : run.Silent ? Verdict.Invalid : run.Fail(this, "unknownMember", Rules.Unknown(member.Key, named.Keys), member.Key);

    // Whether the schema is about the member isn't known, so that breaking it decides nothing.
    private static Verdict Doubtful(Evaluation run, SchemaNode node, KeyValuePair<string, Datum> member) =>
        run.Quietly(() => run.Member(node, member)) == Verdict.Valid ? Verdict.Valid : Verdict.Undecided;

    // Programs write null for "not set".
    private bool IsUnset(Evaluation run, SchemaNode node, KeyValuePair<string, Datum> member) =>
        member.Value.IsNull && run.Options.OfPrograms && !required.Contains(member.Key) && run.Quietly(() => run.Member(node, member)) == Verdict.Invalid;
}
