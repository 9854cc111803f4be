namespace McpIac.Engine.Connections;

/// <summary>The last lines that a server wrote to standard error, bounded. Thread-safe.</summary>
internal sealed class ErrorTail
{
    private const int Lines = 10, LineLength = 300;
    private readonly Queue<string> lines = new();

    /// <summary>A line was written; whole.</summary>
    public event Action<string>? Heard;

    public void Add(string line)
    {
        Heard?.Invoke(line);
        var clean = string.Concat(line.Take(LineLength).Where(c => !char.IsControl(c)));
        lock (lines)
        {
            lines.Enqueue(clean);
            if (lines.Count > Lines) lines.Dequeue();
        }
    }

    /// <summary>A sentence to append to a message, or nothing.</summary>
    public override string ToString()
    {
        lock (lines)
        {
            return lines.Count == 0 ? "" : " Its last words: " + string.Join(" | ", lines);
        }
    }
}
