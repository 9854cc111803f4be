using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3105 and MCI3106.</summary>
public sealed class SecretRulesTests
{
    [Fact]
    public Task SecretInAPlainProperty_IsReportedWithTheSensitiveOnes() => Verify.Program(
        """
        var site = new Lab.Net.Site("a");
        new Lab.Net.Site("b") { Code = {|#0:site.Secret|} };
        """,
        "MCI3105 site.Secret is a secret, and code isn't kept as one by its provider: it may show it or keep it in the clear. Write it into a property that is: Password.");

    [Theory]
    [InlineData("""Code = {|MCI3105:$"x{site.Secret}"|}""")]
    [InlineData("""Code = {|MCI3105:site.Password|}""")]
    [InlineData("""Code = {|MCI3105:Secret(site.Zone)|}""")]
    [InlineData("""Code = {|MCI3105:Secret("db-password")|}""")]
    [InlineData("""Code = {|MCI3105:secret.ToUpper()|}""")]
    [InlineData("""Tags = { ["a"] = {|MCI3105:site.Secret|} }""")]
    [InlineData("""Code = {|MCI3105:site.Secret.Select(s => s + "x")|}""")]
    [InlineData("""Password = site.Secret""")]
    [InlineData("""Password = $"{site.Secret}x" """)]
    [InlineData("""Code = site.Zone""")]
    [InlineData("""Count = 3""")]
    public Task Secret_IsFollowedIntoProperties(string property) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        var secret = Secret(site.Zone);
        new Lab.Net.Site("b") { {{property}} };
        Output("secret", site.Secret);
        """);

    [Fact]
    public Task LiteralSecret_IsReported() => Verify.Program(
        """new Lab.Net.Site("a") { Password = {|#0:"correct-horse"|} };""",
        "MCI3106 password of a is a secret that stands in the program's text. Keep it with 'mciacc secret set NAME' and write Secret(\"NAME\"), or have a resource make it.");

    [Theory]
    [InlineData("""Password = {|MCI3106:Secret(password)|}""")]
    [InlineData("""Password = Secret("db-password")""")]
    [InlineData("""Password = {|MCI3106:password|}""")]
    [InlineData("""Password = {|MCI3106:$"{password}-1"|}""")]
    [InlineData("""Password = System.IO.File.ReadAllText("secret.txt")""")]
    [InlineData("""Password = Secret(System.IO.File.ReadAllText("secret.txt"))""")]
    [InlineData("""Password = site.Secret""")]
    [InlineData("""Password = default""")]
    public Task Literal_IsFollowedIntoSensitiveProperties(string property) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        const string password = "correct-horse";
        new Lab.Net.Site("b") { {{property}} };
        """);
}
