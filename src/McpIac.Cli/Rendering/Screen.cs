using System.Text;

namespace McpIac.Cli.Rendering;

/// <summary>Where lines go: results to standard output, diagnostics and notes to standard error. Thread-safe.</summary>
/// <param name="output">Buffered; flushed after each block.</param>
/// <param name="isLive">A person watches standard output on a terminal that can redraw.</param>
internal sealed class Screen(TextWriter output, TextWriter error, TextReader input, bool colour, bool errorColour, bool isLive, bool canAsk)
{
    private readonly Lock gate = new();

    public TextWriter Output => output;
    public TextReader Input => input;
    public bool Colour => colour;
    public bool IsLive => isLive;

    /// <summary>Someone is there who can answer.</summary>
    public bool CanAsk => canAsk;

    public static Screen OfConsole()
    {
        if (OperatingSystem.IsWindows()) Console.OutputEncoding = Encoding.UTF8;
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var wanted = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var dumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb" && !OperatingSystem.IsWindows();
        var terminal = !Console.IsOutputRedirected && !dumb;
        return new Screen(
            new StreamWriter(Console.OpenStandardOutput(), encoding, 8192), new StreamWriter(Console.OpenStandardError(), encoding, 1024), Console.In,
            terminal && wanted, !Console.IsErrorRedirected && !dumb && wanted, terminal, !Console.IsInputRedirected && !Console.IsOutputRedirected);
    }

    public void Show(params IEnumerable<Line> lines) => Write(output, lines, colour);

    public void Note(params IEnumerable<Line> lines) => Write(error, lines, errorColour);

    /// <summary>Text as it is, for what a machine reads.</summary>
    public void ShowRaw(string text)
    {
        lock (gate)
        {
            output.Write(text);
            output.Flush();
        }
    }

    /// <summary>A question without a line break after it.</summary>
    public void Ask(Line question)
    {
        lock (gate)
        {
            WriteLine(output, question, colour);
            output.Flush();
        }
    }

    private void Write(TextWriter writer, IEnumerable<Line> lines, bool inColour)
    {
        lock (gate)
        {
            foreach (var line in lines)
            {
                WriteLine(writer, line, inColour);
                writer.Write('\n');
            }

            writer.Flush();
        }
    }

    private static void WriteLine(TextWriter writer, Line line, bool inColour)
    {
        foreach (var piece in line.Pieces)
        {
            if (inColour && Code(piece.Ink) is { } code) writer.Write($"\e[{code}m{piece.Text}\e[0m");
            else writer.Write(piece.Text);
        }
    }

    private static string? Code(Ink ink) => ink switch
    {
        Ink.Strong => "1",
        Ink.Faint => "2",
        Ink.Good => "32",
        Ink.Change => "33",
        Ink.Replace => "35",
        Ink.Bad => "1;31",
        Ink.Warn => "33",
        Ink.Accent => "36",
        _ => null,
    };
}
