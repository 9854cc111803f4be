using CsCheck;
using McpIac.Cli.Rendering;

namespace McpIac.Cli.Tests.Rendering;

public sealed class CleanTests
{
    [Theory]
    [InlineData("plain → text …", "plain → text …")]
    [InlineData("\e[31mred\e[0m", "\\u001b[31mred\\u001b[0m")]
    [InlineData("a\r\nb\tc", "a b c")]
    [InlineData("\u009b2J", "\\u009b2J")]
    [InlineData("user\u202egnp.exe", "user\\u202egnp.exe")]
    [InlineData("[bold]not markup[/]", "[bold]not markup[/]")]
    [InlineData("日本 é 😀", "日本 é 😀")]
    public void ForeignText_CannotSteerTheTerminal(string text, string clean) => Assert.Equal(clean, Clean.Text(text));

    [Fact]
    public void AnyText_ComesOutWithoutControls() =>
        Gen.String.Sample(text => Assert.DoesNotContain(Clean.Text(text), c => char.IsControl(c) || c is '\u2028' or '\u202e'));
}
