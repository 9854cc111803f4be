using McpIac.Schemas.Data;

namespace McpIac.Schemas.Evaluation;

/// <summary>Which members or elements of one value a schema has looked at, surely or perhaps.</summary>
internal sealed class Evaluated(Datum value)
{
    private readonly Verdict[] marks = Unmarked(value);

    /// <summary>Valid: it was looked at. Undecided: perhaps. Invalid: it wasn't.</summary>
    public Verdict this[int index] => marks[index];

    public void Mark(int index, Verdict verdict)
    {
        if (verdict < marks[index]) marks[index] = verdict;
    }

    public void MarkAll(Verdict verdict)
    {
        for (var i = 0; i < marks.Length; i++) Mark(i, verdict);
    }

    /// <summary>Takes over what a schema looked at that the value keeps to, surely or perhaps.</summary>
    public void Add(Evaluated other, Verdict verdict)
    {
        if (verdict == Verdict.Invalid) return;
        for (var i = 0; i < marks.Length; i++) Mark(i, other.marks[i].And(verdict));
    }

    private static Verdict[] Unmarked(Datum value)
    {
        var marks = new Verdict[value.Kind == DatumKind.Map ? value.Members.Count : value.Items.Count];
        for (var i = 0; i < marks.Length; i++) marks[i] = Verdict.Invalid;
        return marks;
    }
}
