using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>Walks over values that are bounded in depth and charged to the evaluation's budget.</summary>
internal static class DatumWalk
{
    public static bool IsUnknown(Datum value) =>
        ReferenceEquals(value, Evaluation.Unknown) || (value.Kind == DatumKind.Map && value["$iac"]?.AsText() == "unknown");

    /// <summary>True when a marker is anywhere inside. Also what bounds the depth of values.</summary>
    public static bool HasUnknown(Datum value, Work work, int depth = 0)
    {
        if (value.Kind is not (DatumKind.List or DatumKind.Map)) return false;
        if (IsUnknown(value)) return true;
        if (depth >= Limits.Depth) throw new EvaluationLimitException(EvaluationLimitException.TooDeep);
        work.Spend(1 + value.Items.Count + value.Members.Count);
        var found = false;
        for (var i = 0; i < value.Items.Count; i++) found |= HasUnknown(value.Items[i], work, depth + 1);
        for (var i = 0; i < value.Members.Count; i++) found |= HasUnknown(value.Members[i].Value, work, depth + 1);
        return found;
    }

    /// <summary>Elements and characters inside; what writing the value down costs.</summary>
    public static long Size(Datum value, int depth = 0)
    {
        if (value.AsText() is { } text) return text.Length + 2L;
        if (value.Kind is not (DatumKind.List or DatumKind.Map)) return (value.NumberText?.Length ?? 5) + 1L;
        if (depth >= Limits.Depth) throw new EvaluationLimitException(EvaluationLimitException.TooDeep);
        long size = 2;
        foreach (var item in value.Items) size += Size(item, depth + 1) + 1;
        foreach (var (key, inner) in value.Members) size += key.Length + 4 + Size(inner, depth + 1);
        return size;
    }

    /// <summary>Equality as <see cref="Datum.Equals(Datum)"/> has it.</summary>
    public static bool Same(Datum a, Datum b, Work work, int depth = 0)
    {
        if (a.Kind != b.Kind) return false;
        work.Spend(1);
        if (a.Kind is not (DatumKind.List or DatumKind.Map))
        {
            if (a.AsText() is { } text) work.Spend(text.Length / 16);
            return a.Equals(b);
        }

        if (depth >= Limits.Depth) throw new EvaluationLimitException(EvaluationLimitException.TooDeep);
        return a.Kind == DatumKind.List ? SameList(a, b, work, depth) : SameMap(a, b, work, depth);
    }

    public static string Kind(Datum value) => value.Kind switch
    {
        DatumKind.Null => "null",
        DatumKind.Boolean => "a boolean",
        DatumKind.Number => "a number",
        DatumKind.Text => "a text",
        DatumKind.List => "a list",
        _ => "a map",
    };

    private static bool SameList(Datum a, Datum b, Work work, int depth)
    {
        if (a.Items.Count != b.Items.Count) return false;
        for (var i = 0; i < a.Items.Count; i++)
        {
            if (!Same(a.Items[i], b.Items[i], work, depth + 1)) return false;
        }

        return true;
    }

    // Members may repeat a key, of which the last counts, so each side is asked for the other's keys.
    private static bool SameMap(Datum a, Datum b, Work work, int depth)
    {
        foreach (var (key, _) in a.Members)
        {
            if (a[key] is not { } left || b[key] is not { } right || !Same(left, right, work, depth + 1)) return false;
        }

        foreach (var (key, _) in b.Members)
        {
            if (a[key] is null) return false;
        }

        return true;
    }
}
