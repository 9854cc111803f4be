using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI0009; that it agrees with the lowerer is tested beside the reading of lambdas.</summary>
public sealed class LambdaCannotBeLoweredTests
{
    [Fact]
    public Task PartWithoutACounterpart_IsReportedInTheLowerersWords() => Verify.Program(
        """
        var site = new Lab.Net.Site("a");
        Output("x", site.Zone.Select(z => "a" + {|#0:z.Normalize()|}));
        """,
        "MCI0009 `z.Normalize()` can't be computed when the value is known: the expression language has no counterpart of String.Normalize with these arguments. "
        + "Use the functions of the expression language, or compute it outside of Select from what the program knows.");

    [Theory]
    [InlineData("""site.Zone.Select(z => {|MCI0009:z.Normalize()|} + {|MCI0009:z.IsNormalized()|})""")]
    [InlineData("""site.Addresses.Where(a => {|MCI0009:char.IsDigit(a[0])|})""")]
    [InlineData("""site.Addresses.Select(a => a.Split('.').OrderBy({|MCI0009:p => p.Length|}).First())""")]
    [InlineData("""site.Zone.Select(z => z.Select(c => {|MCI0009:c|} + 1).Count())""")]
    [InlineData("""site.Size.Select(n => {|MCI0009:n ^ 2|})""")]
    [InlineData("""site.Zone.Select(z => z + {|MCI0009:DateTime.UtcNow|})""")]
    [InlineData("""site.Zone.SelectMany(z => z.Split(',').Select({|MCI0009:(w, i) => w + i|}))""")]
    [InlineData("""site.Zone.Select(z => {|MCI0009:new Uri(z)|}.Host)""")]
    [InlineData("""site.Zone.Select(z => site.Tags[{|MCI0009:z|}])""")]
    public Task EachOffence_IsUnderlined(string call) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        var it = {{call}};
        """);

    [Theory]
    [InlineData("""new[] { "a" }.Select(a => a.Normalize()).ToList()""")]
    [InlineData("""new[] { site }.Select(s => s.Zone.ToUpper()).ToList()""")]
    [InlineData("""site.Rules.Select(r => Text($"{r.Port}"))""")]
    [InlineData("""(System.Linq.Expressions.Expression<Func<string, string>>)(a => a.Normalize())""")]
    public Task LambdaThatIsRun_IsNotReported(string call) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        var it = {{call}};
        """);
}
