using System.Text;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Children;

/// <summary>
/// Stands in for the console. Drops what a program prints, which would be mixed into the tool's own output, but notes where it began.
/// What it printed is never kept: it may hold a secret.
/// </summary>
/// <param name="tooMuch">Called once when more than <see cref="Limit"/> characters were printed.</param>
internal sealed class PrintWatch(Action<SourcePlace?> tooMuch) : TextWriter
{
    /// <summary>Characters. No program prints this much on purpose; it is a loop that won't end.</summary>
    public const long Limit = 16 * 1024 * 1024;

    private long count;

    public bool Printed => Interlocked.Read(ref count) > 0;

    public SourcePlace? FirstPlace { get; private set; }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Note(1);

    public override void Write(char[] buffer, int index, int count) => Note(count);

    public override void Write(ReadOnlySpan<char> buffer) => Note(buffer.Length);

    public override void Write(string? value) => Note(value?.Length ?? 0);

    public override void WriteLine(string? value) => Note((value?.Length ?? 0) + 1);

    private void Note(int characters)
    {
        if (characters == 0) return;
        var before = Interlocked.Add(ref count, characters) - characters;
        if (before == 0) FirstPlace = UserFrames.Here();
        if (before <= Limit && before + characters > Limit) tooMuch(FirstPlace);
    }
}
