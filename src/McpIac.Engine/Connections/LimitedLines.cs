namespace McpIac.Engine.Connections;

/// <summary>
/// A server's standard output, read with bounds: a line that never ends or a flood of lines that aren't messages ends the stream, before it fills the
/// memory, and so does half a message, whose answer would be waited for in vain. The library that reads from here has no such bounds.
/// </summary>
/// <param name="junkLimit">How many lines may follow one another that aren't messages; null where a message isn't a line.</param>
internal sealed class LimitedLines(Stream inner, long lineLimit = LimitedLines.DefaultLine, int? junkLimit = LimitedLines.DefaultJunk) : Stream
{
    /// <summary>Results are limited to 16 MiB; on the wire they may come twice, as data and as text, with escapes. While it is read, a line costs some ten times its length.</summary>
    public const long DefaultLine = 40 * 1024 * 1024;
    public const int DefaultJunk = 1000, SampleLength = 80;

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<byte> sample = [];
    private long length;
    private int junk;
    private byte first, second, last;
    private bool isMessage;

    /// <summary>Why the stream was ended, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>How what it printed since its last message begins, when that was something else; empty when there was nothing.</summary>
    public string Junk => junk > 0 ? Sample() : "";

    public Task Ended => ended.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Problem is not null) return 0;
        var count = 0;
        try
        {
            count = await inner.ReadAsync(buffer, cancellationToken);
        }
        finally
        {
            if (count == 0) ended.TrySetResult();
        }

        Inspect(buffer.Span[..count]);
        if (Problem is null) return count;
        ended.TrySetResult();
        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    private void Inspect(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && Problem is null)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            if (length < 2) Begin(part);
            if (part.TrimEnd(" \t\r"u8) is [.., var closing]) last = closing;
            if (length == 0 && part.Length > 0) isMessage = part.TrimStart(" \t\r\uFEFF"u8) is [(byte)'{', ..] or [(byte)'[', ..] or [];
            length += part.Length;
            if (!isMessage && sample.Count < SampleLength && junk == 0) sample.AddRange(part[..Math.Min(part.Length, SampleLength - sample.Count)]);
            if (length > lineLimit) Problem = $"it sent a line of more than {lineLimit / (1024 * 1024)} MiB";
            if (end < 0) return;
            if (length > 0 && !isMessage && ++junk > junkLimit) Problem = $"it prints something other than MCP messages to standard output: \"{Sample()}\"";
            if (IsHalf && junkLimit is not null) Problem = "it broke off in the middle of a message";
            if (isMessage) (junk, sample) = (0, []);
            (length, first, second, last) = (0, 0, 0, 0);
            bytes = bytes[(end + 1)..];
        }
    }

    private void Begin(ReadOnlySpan<byte> part)
    {
        foreach (var b in part[..Math.Min(part.Length, 2)])
        {
            if (first == 0) first = b;
            else if (second == 0) second = b;
        }
    }

    // What is printed as an object over several lines, or as people write one, begins otherwise.
    private bool IsHalf => first == '{' && second == '"' && last != '}';

    private string Sample() => string.Concat(System.Text.Encoding.UTF8.GetString([.. sample]).Where(c => !char.IsControl(c)));

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
