using System.Text;

namespace McpIac.Specs;

/// <summary>A program with <c>«marks»</c> around what is wrong: its text without them, and where they are.</summary>
/// <param name="Marks">In the order of their starts: line and column from 1, the end's column after the last character.</param>
internal sealed record MarkedProgram(string Text, IReadOnlyList<(int Line, int Column, int EndLine, int EndColumn)> Marks)
{
    public static MarkedProgram Read(string marked)
    {
        var text = new StringBuilder();
        var (line, column) = (1, 1);
        var open = new Stack<(int Order, int Line, int Column)>();
        var marks = new SortedDictionary<int, (int, int, int, int)>();
        var count = 0;
        foreach (var c in marked)
        {
            if (c == '«')
            {
                open.Push((count++, line, column));
                continue;
            }

            if (c == '»')
            {
                var (order, startLine, startColumn) = open.Pop();
                marks[order] = (startLine, startColumn, line, column);
                continue;
            }

            text.Append(c);
            (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return new MarkedProgram(text.ToString(), [.. marks.Values]);
    }
}
