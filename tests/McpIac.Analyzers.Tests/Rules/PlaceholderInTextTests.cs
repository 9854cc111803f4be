using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3104.</summary>
public sealed class PlaceholderInTextTests
{
    [Fact]
    public Task PlaceholderThatNamesAVariable_IsReported() => Verify.Program(
        """
        var site = new Lab.Net.Site("a");
        new Lab.Net.Site("b") { Extra = {|#0:"in ${site.zone}"|} };
        """,
        "MCI3104 \"${site.zone}\" is plain text in C#, so the provider gets it as it stands. Write an interpolated text: $\"{site.Zone}\".");

    [Theory]
    [InlineData("""Tags = { ["a"] = {|MCI3104:"${port}"|} }""")]
    [InlineData("""Tags = { ["a"] = {|MCI3104:"${site.Id}"|} }""")]
    [InlineData("""Device = {|MCI3104:"${site.addresses[0]}"|}""")]
    [InlineData("""Tags = { ["a"] = {|MCI3104:"x${ site.id }y"|} }""")]
    [InlineData("""Tags = { ["a"] = "${HOME}" }""")]
    [InlineData("""Tags = { ["a"] = "${aws_vpc.main.id}" }""")]
    [InlineData("""Tags = { ["a"] = "${site.nothing}" }""")]
    [InlineData("""Tags = { ["a"] = "${site}" }""")]
    [InlineData("""Tags = { ["a"] = "$site {site.Zone}" }""")]
    [InlineData("""Tags = { ["a"] = $"{site.Zone}" }""")]
    public Task Placeholder_CountsWhenItNamesWhatIsInScope(string property) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        var port = 80;
        new Lab.Net.Site("b") { {{property}} };
        """);
}
