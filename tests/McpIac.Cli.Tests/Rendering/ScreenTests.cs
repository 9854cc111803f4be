using McpIac.Cli.Rendering;

namespace McpIac.Cli.Tests.Rendering;

public sealed class ScreenTests
{
    [Theory]
    [InlineData(true, "\e[32m+\e[0m a\n")]
    [InlineData(false, "+ a\n")]
    public void Colours_AreOnlyWhereTheyAreWanted(bool colour, string text)
    {
        var output = new StringWriter();
        new Screen(output, TextWriter.Null, TextReader.Null, colour, errorColour: false, isLive: false, canAsk: false).Show(new Line(new Piece("+", Ink.Good), " a"));
        Assert.Equal(text, output.ToString());
    }
}
