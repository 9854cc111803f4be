using System.Text;

namespace McpIac.Schemas.Bindings;

/// <summary>C# source, line by line with its indentation.</summary>
internal sealed class SourceLines
{
    private readonly StringBuilder text = new();
    private int level;

    public void Line(string line)
    {
        if (line.Length > 0) text.Append(' ', level * 4).Append(line);
        text.Append('\n');
    }

    public void Open(string line)
    {
        Line(line);
        Line("{");
        level++;
    }

    public void Close()
    {
        level--;
        Line("}");
    }

    /// <summary>A documentation comment's element around foreign text.</summary>
    public void Doc(string element, string content, string closing)
    {
        var lines = CSharpText.DocLines(content);
        if (lines.Count == 1)
        {
            Line($"/// <{element}>{lines[0]}</{closing}>");
            return;
        }

        Line($"/// <{element}>");
        foreach (var line in lines) Line("/// " + line);
        Line($"/// </{closing}>");
    }

    public void Summary(string content) => Doc("summary", content, "summary");

    public override string ToString() => text.ToString();
}
