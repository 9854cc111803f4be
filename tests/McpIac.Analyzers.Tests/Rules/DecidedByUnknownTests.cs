using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI3107.</summary>
public sealed class DecidedByUnknownTests
{
    [Fact]
    public Task ResourceUnderACondition_IsReportedAtTheCondition() => Verify.Program(
        """
        var site = new Lab.Net.Site("a");
        if ({|#0:site.Zone.Equals("b")|}) new Lab.Net.Box("x");
        """,
        "MCI3107 Which resources there are can't depend on site.Zone, which is known only when the deployment is applied: while the program runs, this always turns out the same way. "
        + "Decide by something that the program knows, or choose a value with If(condition, whenTrue, whenFalse).");

    [Theory]
    [InlineData("""if ({|MCI3107:site.Zone.ToString() == "b"|}) new Lab.Net.Box("x");""")]
    [InlineData("""if ({|MCI3107:$"{site.Zone}".Length > 3|}) { if (true) new Lab.Net.Box("x"); }""")]
    [InlineData("""if ({|MCI3107:site.About == null|}) Output("a", 1); else Output("b", 2);""")]
    [InlineData("""if ({|MCI3107:site.Tags is null|}) new Lab.Net.Box("x");""")]
    [InlineData("""if ({|MCI3107:!object.Equals(site.Zone, "b")|}) _ = new Tier("t");""")]
    [InlineData("""var b = {|MCI3107:site.Zone.Equals("x")|} ? new Lab.Net.Box("x") : null;""")]
    [InlineData("""while ({|MCI3107:site.Zone.GetHashCode() > 3|}) new Lab.Net.Box("x");""")]
    [InlineData("""switch ({|MCI3107:site.Zone.ToString()|}) { case "a": new Lab.Net.Box("x"); break; }""")]
    public Task ConditionOnWhatIsNotKnown_IsReported(string statement) => Verify.Program($$"""
        var site = new Lab.Net.Site("a");
        {{statement}}
        sealed class Tier(string name) : Component(name);
        """);

    [Theory]
    [InlineData("""if (args.Length > 0) new Lab.Net.Box("x");""")]
    [InlineData("""if (site == null) new Lab.Net.Box("x");""")]
    [InlineData("""if (site.Zone.Equals("b")) Console.WriteLine("b");""")]
    [InlineData("""new Lab.Net.Box("x") { Site = If(site.Zone == "a", site.Id, "b") };""")]
    [InlineData("""Lab.Net.Site.HealthSettings? health = args.Length > 0 ? new() { Path = "/" } : null; if (health == null) new Lab.Net.Box("x");""")]
    [InlineData("""ValueMap<string>? tags = null; if (tags is null) new Lab.Net.Box("x");""")]
    public Task ConditionOnWhatTheProgramKnows_IsNotReported(string statement) => Verify.Program($$"""
        #nullable enable annotations
        var site = new Lab.Net.Site("a");
        {{statement}}
        """);
}
