namespace McpIac.Engine.Connections;

/// <summary>The last lines that a server wrote to standard error, bounded. Thread-safe.</summary>
internal sealed class ErrorTail
{
    private const int Lines = 10, LineLength = 300, ShortestName = 3;
    private readonly Queue<string> lines = new();

    /// <summary>Variables that are set here and that the server didn't get.</summary>
    public IReadOnlyList<string> Withheld { get; set; } = [];

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

    /// <summary>Which of the variables that it didn't get it speaks of.</summary>
    public IReadOnlyList<string> Missed()
    {
        lock (lines)
        {
            return [.. Withheld.Where(name => name.Length >= ShortestName && lines.Any(line => Mentions(line, name))).Order(StringComparer.Ordinal)];
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

    // As a word: HOST isn't meant where there is HOSTNAME.
    private static bool Mentions(string line, string name)
    {
        for (var at = line.IndexOf(name, StringComparison.Ordinal); at >= 0; at = line.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsWord(line[at - 1])) && (at + name.Length == line.Length || !IsWord(line[at + name.Length]))) return true;
        }

        return false;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
