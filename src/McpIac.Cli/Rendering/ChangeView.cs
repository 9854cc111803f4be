using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Rendering;

/// <summary>One property of a step: what it is, or what it was and will be, and why.</summary>
internal static class ChangeView
{
    private const int Inline = 90, Rows = 8;

    /// <summary>A property of something new.</summary>
    public static IEnumerable<Line> New(string name, Datum value, IReadOnlyDictionary<string, string>? formulas = null)
    {
        if (Lines(value) is not { } lines) return [new Line($"{name}: ", ValueText.Of(value, formulas: formulas, path: name))];
        return [new Line($"{name}:"), .. Capped(lines.Select(l => new Line(new Piece("  | ", Ink.Faint), l)))];
    }

    public static IEnumerable<Line> Of(PropertyChange change, IReadOnlyDictionary<string, string>? formulas = null)
    {
        var path = Path(change.Path);
        var why = Why(change);
        var (before, after) = (ValueText.Of(change.Before), ValueText.Of(change.After, formulas: formulas, path: change.Path));
        if (before.Length + after.Length > Inline && Rewritten(change) is { } rows)
        {
            return [new Line([$"{path}:", .. why]), .. Capped(rows)];
        }

        return [new Line([$"{path}: ", new Piece(before, Ink.Faint), new Piece(" → ", Ink.Faint), new Piece(after, Ink.Strong), .. why])];
    }

    /// <summary><c>ingress/0/fromPort</c> as people write it: <c>ingress[0].fromPort</c>.</summary>
    public static string Path(string path)
    {
        var segments = path.Split('/');
        return segments[0] + string.Concat(segments.Skip(1).Select(s => int.TryParse(s, out _) ? $"[{s}]" : $".{s}"));
    }

    private static Piece[] Why(PropertyChange change)
    {
        const string known = "known after apply, ";
        if (change.ForcesReplacement) return [" ", new Piece($"({change.Reason})", Ink.Replace)];
        return change.Reason.StartsWith(known, StringComparison.Ordinal) ? [" ", new Piece($"({change.Reason[known.Length..]})", Ink.Faint)] : [];
    }

    /// <summary>Long texts and lists differ by a few of their lines or elements; those are shown.</summary>
    private static IEnumerable<Line>? Rewritten(PropertyChange change)
    {
        if (change.Before is not { } before || change.After is not { } after) return null;
        var (was, willBe) = (Lines(before) ?? Elements(before), Lines(after) ?? Elements(after));
        if (was is null || willBe is null) return null;
        var start = was.Zip(willBe).TakeWhile(p => p.First == p.Second).Count();
        var most = Math.Min(was.Count, willBe.Count) - start;
        var end = was.Reverse().Zip(willBe.Reverse()).Take(most).TakeWhile(p => p.First == p.Second).Count();
        return was.Skip(start).SkipLast(end).Select(l => new Line(new Piece($"  - {l}", Ink.Bad)))
            .Concat(willBe.Skip(start).SkipLast(end).Select(l => new Line(new Piece($"  + {l}", Ink.Good))));
    }

    private static IReadOnlyList<string>? Lines(Datum value) =>
        value.AsText()?.TrimEnd('\n') is { } text && text.Contains('\n', StringComparison.Ordinal) ? text.Split('\n') : null;

    private static IReadOnlyList<string>? Elements(Datum value) =>
        value.Kind == DatumKind.List ? [.. value.Items.Select(i => ValueText.Of(i))]
        : value.Kind == DatumKind.Map && !Fingerprints.IsUnknown(value) ? [.. value.Members.Select(m => $"{m.Key}: {ValueText.Of(m.Value)}")]
        : null;

    private static IEnumerable<Line> Capped(IEnumerable<Line> lines)
    {
        Line[] all = [.. lines];
        return all.Length <= Rows + 1 ? all : [.. all.Take(Rows), new Line(new Piece($"  … {all.Length - Rows} more lines", Ink.Faint))];
    }
}
