using System.Globalization;
using System.Text;

namespace McpIac.Compiler.Absorptions;

/// <summary>What differs between two texts, as <c>diff -u</c> writes it and <c>patch</c> reads it.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <param name="path">With forward slashes, as it is to stand in the head.</param>
    /// <returns>Empty when nothing differs.</returns>
    public static string Of(string path, string before, string after)
    {
        var (old, young) = (Lines(before), Lines(after));
        var script = Script(old, young);
        if (script.All(s => s.Sign == ' ')) return "";
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- a/{path}\n+++ b/{path}\n");
        for (var at = 0; at < script.Count;)
        {
            var first = script.FindIndex(at, s => s.Sign != ' ');
            if (first < 0) break;
            var last = first;
            for (var next = first; next >= 0 && next - last <= 2 * Context; next = script.FindIndex(next + 1, s => s.Sign != ' ')) last = next;
            var (start, end) = (Math.Max(at, first - Context), Math.Min(script.Count, last + 1 + Context));
            Hunk(text, script, start, end);
            at = end;
        }

        return text.ToString();
    }

    private static void Hunk(StringBuilder text, List<(char Sign, string Line)> script, int start, int end)
    {
        var (oldStart, newStart) = (script.Take(start).Count(s => s.Sign != '+'), script.Take(start).Count(s => s.Sign != '-'));
        var part = script[start..end];
        var (olds, news) = (part.Count(s => s.Sign != '+'), part.Count(s => s.Sign != '-'));
        text.Append(CultureInfo.InvariantCulture, $"@@ -{(olds == 0 ? oldStart : oldStart + 1)},{olds} +{(news == 0 ? newStart : newStart + 1)},{news} @@\n");
        foreach (var (sign, line) in part) text.Append(sign).Append(line).Append(line.EndsWith('\n') ? "" : "\n\\ No newline at end of file\n");
    }

    // With their ends, so that a change of these alone is one too.
    private static string[] Lines(string text)
    {
        var lines = text.Split('\n').Select(l => l + "\n").ToArray();
        if (lines[^1] == "\n") return lines[..^1];
        lines[^1] = lines[^1][..^1];
        return lines;
    }

    // The longest common part, by a table over what lies between the equal heads and tails; a long middle is one change.
    private static List<(char Sign, string Line)> Script(string[] old, string[] young)
    {
        const int most = 4_000_000;
        var head = 0;
        while (head < old.Length && head < young.Length && old[head] == young[head]) head++;
        var tail = 0;
        while (tail < old.Length - head && tail < young.Length - head && old[^(tail + 1)] == young[^(tail + 1)]) tail++;
        var (a, b) = (old[head..^tail], young[head..^tail]);
        var script = new List<(char, string)>(old[..head].Select(l => (' ', l)));
        if ((long)a.Length * b.Length > most) script.AddRange([.. a.Select(l => ('-', l)), .. b.Select(l => ('+', l))]);
        else
        {
            var common = new int[a.Length + 1, b.Length + 1];
            for (var i = a.Length - 1; i >= 0; i--)
            {
                for (var j = b.Length - 1; j >= 0; j--) common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }

            var (x, y) = (0, 0);
            while (x < a.Length || y < b.Length)
            {
                if (x < a.Length && y < b.Length && a[x] == b[y])
                {
                    script.Add((' ', a[x++]));
                    y++;
                }
                else if (y == b.Length || (x < a.Length && common[x + 1, y] >= common[x, y + 1])) script.Add(('-', a[x++]));
                else script.Add(('+', b[y++]));
            }
        }

        script.AddRange(old[(old.Length - tail)..].Select(l => (' ', l)));
        return script;
    }
}
