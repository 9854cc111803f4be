using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3109, MCI3110 and MCI2004.</summary>
public sealed class PropertiesClashTests
{
    [Fact]
    public Task PropertiesThatExcludeEachOther_AreReportedAtTheSecond() => Verify.Program(
        """new Lab.Files.Note("a") { Text = "x", Url = {|#0:"y"|} };""", "MCI3109 text and url of a exclude each other. Keep one of the two.");

    [Fact]
    public Task PropertyThatNeedsAnother_IsReportedAtTheResource() => Verify.Program(
        """{|#0:new Lab.Files.Note("a")|} { User = "ann" };""", "MCI3110 user of a is set, which needs group too. Set group, or take user out.");

    [Fact]
    public Task PropertySetByTwoNames_IsReportedAtTheSecond() => Verify.Program(
        """new Lab.Files.Note("a") { Text = "x", Body = {|#0:"y"|} };""", "MCI2004 text of a is set twice: body is another name of it. Keep one of the two.");

    [Theory]
    [InlineData("""Text = "x" """)]
    [InlineData("""Body = "x", Url = {|MCI3109:"y"|}""")]
    [InlineData("""Left = "x", Right = {|MCI3109:"y"|}""")]
    [InlineData("""User = "ann", Group = "staff" """)]
    [InlineData("""User = "ann", Team = "staff" """)]
    [InlineData("""Text = "x", Url = default""")]
    [InlineData("""Text = args.Length > 0 ? "x" : null, Url = "y" """)]
    [InlineData("""Text = maybe, Url = "y" """)]
    [InlineData("""User = maybe""")]
    public Task OnlyWhatIsSurelySet_Counts(string properties) => Verify.Program($$"""
        Value<string> maybe = args.Length > 0 ? "x" : default;
        new Lab.Files.Note("a") { {{properties}} };
        """);
}
