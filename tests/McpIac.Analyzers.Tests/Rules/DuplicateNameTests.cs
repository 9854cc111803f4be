using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.Rules;

/// <summary>MCI2010, MCI0007 and MCI2013.</summary>
public sealed class DuplicateNameTests
{
    [Fact]
    public Task SecondResourceOfAName_IsReportedWithTheFirst() => Verify.Program(
        """
        var a = new Lab.Net.Box("x");
        var b = {|#0:new Lab.Net.Box("x")|} { Site = "s" };
        """,
        "MCI2010 Two resources of lab:net:box are named x (the first is at Test0.cs:1). Give each its own name; in a loop, put the loop's variable into it.");

    [Fact]
    public Task LoopThatForgetsItsVariable_IsReported() => Verify.Program(
        """for (var i = 0; i < 3; i++) {|#0:new Lab.Net.Box("x")|};""",
        "MCI2010 Two resources of lab:net:box are named x (this line runs more than once). Give each its own name; in a loop, put the loop's variable into it.");

    [Theory]
    [InlineData("""for (var i = 0; i < 3; i++) new Lab.Net.Box($"x{i}"); {|MCI2010:new Lab.Net.Box("x1")|};""")]
    [InlineData("""for (var i = 0; i < 3; i++) {|MCI2010:new Lab.Net.Box($"x{i / 2}")|};""")]
    [InlineData("""var all = Enumerable.Range(1, 2).Select(i => {|MCI2010:new Lab.Net.Box("x")|}).ToList();""")]
    [InlineData("""foreach (var n in new[] { "a", "b", "a" }) {|MCI2010:new Lab.Net.Box(n)|};""")]
    [InlineData("""const string N = "x"; new Lab.Net.Box(N); {|MCI2010:new Lab.Net.Box("x")|};""")]
    [InlineData("""if (DateTime.MaxValue.Year > 3) { new Lab.Net.Box("x"); {|MCI2010:new Lab.Net.Box("x")|}; }""")]
    [InlineData("""new Lab.Net.Box("x"); if (args.Length > 0) {|MCI2010:new Lab.Net.Box("x")|};""")]
    [InlineData("""var t = new Tier("t"); class Tier : Component { public Tier(string n) : base(n) { new Lab.Net.Box("x", new() { Parent = this }); {|MCI2010:new Lab.Net.Box("x", new() { Parent = this })|}; } }""")]
    [InlineData("""var t = new Tier("t"); new Lab.Net.Box("x", new() { Parent = t }); {|MCI2010:new Lab.Net.Box("x", new() { Parent = t })|}; class Tier(string n) : Component(n);""")]
    public Task NameThatIsTakenSurely_IsReported(string program) => Verify.Program(program);

    [Theory]
    [InlineData("""new Lab.Net.Box("x"); new Lab.Net.Site("x");""")]
    [InlineData("""for (var i = 0; i < 3; i++) new Lab.Net.Box($"x{i}"); new Lab.Net.Box("x3");""")]
    [InlineData("""for (var i = 0; i < 3; i++) { if (i == 1) new Lab.Net.Box("x"); }""")]
    [InlineData("""for (var i = 0; i < 3; i++) { new Lab.Net.Box("x"); break; }""")]
    [InlineData("""if (args.Length > 0) new Lab.Net.Box("x"); else new Lab.Net.Box("x");""")]
    [InlineData("""var b = args.Length > 0 ? new Lab.Net.Box("x") : new Lab.Net.Box("x");""")]
    [InlineData("""if (args.Length > 0) { new Lab.Net.Box("x"); return; } new Lab.Net.Box("x");""")]
    [InlineData("""switch (args.Length) { case 0: new Lab.Net.Box("x"); break; default: new Lab.Net.Box("x"); break; }""")]
    [InlineData("""Make(); Make(); static void Make() => new Lab.Net.Box("x");""")]
    [InlineData("""var (s, t) = (new Tier("s"), new Tier("t")); new Lab.Net.Box("x", new() { Parent = s }); new Lab.Net.Box("x", new() { Parent = t }); class Tier(string n) : Component(n);""")]
    [InlineData("""foreach (var t in new[] { new Tier("s"), new Tier("t") }) new Lab.Net.Box("x", new() { Parent = t }); class Tier(string n) : Component(n);""")]
    [InlineData("""new Lab.Net.Box(args[0]); new Lab.Net.Box(args[0]);""")]
    [InlineData("""while (args.Length > 3) new Lab.Net.Box("x");""")]
    public Task NameThatMayBeFree_IsNotReported(string program) => Verify.Program(program);

    [Fact]
    public Task SecondComponentOfAName_IsReported() => Verify.Program(
        """
        var a = new Tier("web");
        var b = {|#0:new Tier("web")|};
        sealed class Tier(string name) : Component(name);
        """,
        "MCI0007 There are two components Tier named 'web' in the same place. Give each its own name.");

    [Theory]
    [InlineData("""var a = new Tier("web"); var b = new Tier("app"); class Tier(string name) : Component(name);""")]
    [InlineData("""var a = new Tier("web", 1); var b = new Tier("web", 2); class Tier(string name, int number) : Component($"{name}-{number}");""")]
    [InlineData("""var a = new Tier("web"); var b = new Shop("web"); class Tier(string name) : Component(name); class Shop(string name) : Component(name);""")]
    [InlineData("""var a = new Tier("web", null); var b = new Tier("web", new() { Parent = a }); class Tier(string name, ResourceOptions options) : Component(name, options);""")]
    public Task ComponentsThatDiffer_AreNotReported(string program) => Verify.Program(program);

    [Fact]
    public Task SecondOutputOfAName_IsReportedAtItsName() => Verify.Program(
        """
        Output("a", 1);
        Output({|#0:"a"|}, 2);
        """,
        "MCI2013 Two outputs are named a (the first is at Test0.cs:1). Give each its own name.");

    [Theory]
    [InlineData("""Output("a", 1); Output("b", 2);""")]
    [InlineData("""if (args.Length > 0) Output("a", 1); else Output("a", 2);""")]
    [InlineData("""foreach (var n in new[] { "x", "y" }) Output(n, 1);""")]
    public Task OutputsThatDiffer_AreNotReported(string program) => Verify.Program(program);
}
