using McpIac.Providers.Docker.Contexts;

namespace McpIac.Providers.Docker.Tests.Contexts;

public sealed class IgnoreRulesTests
{
    [Theory]
    [InlineData("node_modules", "node_modules/a/b.js", true)]
    [InlineData("node_modules", "src/node_modules", false)]
    [InlineData("**/node_modules", "src/node_modules/x", true)]
    [InlineData("**/node_modules", "node_modules", true)]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "logs/a.log", false)]
    [InlineData("**/*.log", "logs/deep/a.log", true)]
    [InlineData("/build/", "build/x", true)]
    [InlineData("./build", "build", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("[ab].txt", "b.txt", true)]
    [InlineData("[^ab].txt", "b.txt", false)]
    [InlineData("docs/**\n!docs/README.md", "docs/README.md", false)]
    [InlineData("docs\n!docs/README.md", "docs/other.md", true)]
    [InlineData("!docs\n*", "docs", true)]
    [InlineData("# comment\n\n  spaced  ", "spaced", true)]
    [InlineData("a.b", "axb", false)]
    [InlineData(".", "anything", false)]
    public void Patterns_AreReadAsDockerDoes(string rules, string path, bool ignored) => Assert.Equal(ignored, IgnoreRules.Read(rules).Ignores(path));
}
