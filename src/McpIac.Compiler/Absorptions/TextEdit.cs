using System.Text;

namespace McpIac.Compiler.Absorptions;

/// <summary>A part of a text and what takes its place.</summary>
internal readonly record struct TextEdit(int Start, int End, string Text)
{
    /// <summary>The text after edits that don't overlap; of several at one place the first comes first.</summary>
    public static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        var edited = new StringBuilder();
        var done = 0;
        foreach (var edit in edits.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            edited.Append(text, done, edit.Start - done).Append(edit.Text);
            done = edit.End;
        }

        return edited.Append(text, done, text.Length - done).ToString();
    }
}
