using System.Text;

namespace McpIac.Providers.Local.Commands;

/// <summary>Reads a stream to its end, so that its writer never blocks, and keeps a bounded part: the beginning or the end.</summary>
internal sealed class BoundedText(int most, bool keepEnd)
{
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();

    /// <summary>Whether something was left out.</summary>
    public bool IsCut { get; private set; }

    public async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[8192];
        try
        {
            for (int read; (read = await reader.ReadAsync(buffer)) > 0;) Add(buffer.AsSpan(0, read));
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The process was disposed of while a child of it still held the other end.
        }
    }

    public override string ToString()
    {
        lock (gate) return text.ToString();
    }

    private void Add(ReadOnlySpan<char> part)
    {
        lock (gate)
        {
            if (!keepEnd)
            {
                var room = Math.Min(part.Length, most - text.Length);
                IsCut |= room < part.Length;
                text.Append(part[..room]);
                return;
            }

            text.Append(part);
            if (text.Length <= most) return;
            IsCut = true;
            text.Remove(0, text.Length - most);
        }
    }
}
