using System.Text;

namespace McpIac.Compiler.Children;

/// <summary>
/// Reads one of a process's output pipes to its end, so that a full pipe never stops the process. Keeps the number of bytes and the beginning;
/// both can be asked for while it still reads, because a process left running may hold the pipe open for ever.
/// </summary>
internal sealed class PipeDrain
{
    private const int Kept = 4096;
    private readonly byte[] head = new byte[Kept];
    private readonly Lock gate = new();
    private long count;

    public PipeDrain(Stream pipe) => Finished = ReadAsync(pipe);

    public Task Finished { get; }

    public long Count
    {
        get
        {
            lock (gate) return count;
        }
    }

    public string Head
    {
        get
        {
            lock (gate) return Encoding.UTF8.GetString(head, 0, (int)Math.Min(count, Kept));
        }
    }

    private async Task ReadAsync(Stream pipe)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await pipe.ReadAsync(buffer)) > 0;)
        {
            lock (gate)
            {
                if (count < Kept) buffer.AsSpan(0, (int)Math.Min(read, Kept - count)).CopyTo(head.AsSpan((int)count));
                count += read;
            }
        }
    }
}
