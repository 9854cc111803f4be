using McpIac.Analyzers.CodeFixes;
using McpIac.Analyzers.Tests.Hosts;

namespace McpIac.Analyzers.Tests.CodeFixes;

/// <summary>Each fix makes of a wrong program a right one.</summary>
public sealed class CodeFixTests
{
    private const string Site = "var site = new Lab.Net.Site(\"a\");\n";

    [Theory]
    [InlineData("""var t = {|MCI3103:$"zone {site.Zone}"|}; Output("t", t);""", """var t = Text($"zone {site.Zone}"); Output("t", t);""")]
    [InlineData("""Value<string> v = args.Length > 0 ? "one" : {|MCI3103:$"x{site.Zone}"|};""", """Value<string> v = args.Length > 0 ? "one" : Text($"x{site.Zone}");""")]
    [InlineData("""Output("z", {|MCI3103:site.Zone.ToString()|});""", """Output("z", site.Zone);""")]
    [InlineData("""Output("n", {|MCI3103:site.Size.ToString()|});""", """Output("n", site.Size.AsText());""")]
    [InlineData("""Output("j", {|MCI3103:string.Join(", ", new[] { site }.Select(s => s.Zone))|});""", """Output("j", ((ValueList<string>)[.. new[] { site }.Select(s => s.Zone)]).Join(", "));""")]
    public Task ValueThatBecomesAString_StaysAValue(string statement, string mended) => VerifyFix.Changes<ValueBecomesStringFix>(Site + statement, Site + mended);

    [Theory]
    [InlineData(0, """Lab.Net.Site.ModeValues.Fast""")]
    [InlineData(1, """ "fast" """)]
    public Task TextThatIsNotAllowed_BecomesTheNearest(int way, string mended) => VerifyFix.Changes<AllowedValueFix>(
        """new Lab.Net.Site("a") { Mode = {|MCI2005:"fasst"|} };""", $$"""new Lab.Net.Site("a") { Mode = {{mended.Trim()}} };""", way);

    [Theory]
    [InlineData("""{|MCI3104:"in ${site.zone} {x}"|}""", """$"in {site.Zone} {{x}}" """)]
    [InlineData("""{|MCI3104:@"in ${site.zone}"|}""", """$@"in {site.Zone}" """)]
    public Task Placeholder_BecomesAnInterpolation(string text, string mended) => VerifyFix.Changes<PlaceholderFix>(
        $$"""{{Site}}new Lab.Net.Site("b") { Extra = {{text}} };""", $$"""{{Site}}new Lab.Net.Site("b") { Extra = {{mended.TrimEnd()}} };""");

    [Fact]
    public Task WrongReference_BecomesOneThatFits() => VerifyFix.Changes<ReferenceFix>(
        Site + """
        var box = new Lab.Net.Box("b") { Site = site.Id };
        new Lab.Net.Box("c") { Site = {|MCI2009:box.Id|} };
        var later = new Lab.Net.Site("d");
        """,
        Site + """
        var box = new Lab.Net.Box("b") { Site = site.Id };
        new Lab.Net.Box("c") { Site = site.Id };
        var later = new Lab.Net.Site("d");
        """);

    [Theory]
    [InlineData("""new Lab.Files.Note("a") { Text = "x", Url = {|MCI3109:"y"|} };""", """new Lab.Files.Note("a") { Text = "x" };""")]
    [InlineData("""new Lab.Files.Note("a") { Text = "x", Body = {|MCI2004:"y"|}, Left = "z" };""", """new Lab.Files.Note("a") { Text = "x", Left = "z" };""")]
    [InlineData("var a = 1;\n{|MCI3113:site.Zone.ToUpper()|};\nvar b = 2;", "var a = 1;\nvar b = 2;")]
    [InlineData("if (args.Length > 0) { {|MCI3113:site.Zone.ToUpper()|}; }", "if (args.Length > 0) { }")]
    public Task WhatIsOneTooMany_IsTakenOut(string statement, string mended) => VerifyFix.Changes<RemovalFix>(Site + statement, Site + mended);

    [Fact]
    public Task SecretInAPlainProperty_GoesIntoTheSensitiveOne() => VerifyFix.Changes<RenamingFix>(
        """
        var random = new Local.Random("r") { Kind = "password" };
        new Local.File("f") { Path = "out/f", Content = {|MCI3105:$"x={random.Secret}"|} };
        """,
        """
        var random = new Local.Random("r") { Kind = "password" };
        new Local.File("f") { Path = "out/f", SensitiveContent = $"x={random.Secret}" };
        """);

    [Fact]
    public Task PropertyThatIsGone_BecomesTheOneItIsCalledNow() => VerifyFix.Changes<RenamingFix>(
        """new Lab.Net.Site("a") { {|MCI2015:Kind|} = "fast" };""", """new Lab.Net.Site("a") { Mode = "fast" };""", compilerErrors: true);

    [Fact]
    public Task ChangeThatReplaces_IsTakenBack() => VerifyFix.Changes<RestoredValueFix>(
        """new Aws.Vpc.Vpc("portal") { CidrBlock = {|MCI3111:"10.1.0.0/16"|} };""", """new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };""",
        baseline: """{ "resources": { "d/aws:vpc:vpc/portal": { "type": "aws:vpc:vpc", "name": "portal", "inputs": { "cidrBlock": "10.0.0.0/16" } } } }""");

    [Theory]
    [InlineData("""for (var i = 0; i < 3; i++) {|MCI2010:new Lab.Net.Box("x")|};""", """for (var i = 0; i < 3; i++) new Lab.Net.Box($"x-{i}");""")]
    [InlineData("""foreach (var n in new[] { "a", "b" }) {|MCI2010:new Lab.Net.Box("x")|};""", """foreach (var n in new[] { "a", "b" }) new Lab.Net.Box($"x-{n}");""")]
    [InlineData("""var all = Enumerable.Range(1, 2).Select(i => {|MCI2010:new Lab.Net.Box("x")|}).ToList();""", """var all = Enumerable.Range(1, 2).Select(i => new Lab.Net.Box($"x-{i}")).ToList();""")]
    public Task NameInALoop_GetsTheLoopsVariable(string statement, string mended) => VerifyFix.Changes<DuplicateNameFix>(statement, mended);

    [Theory]
    [InlineData("site.Zone.Select(z => {|CS8122:z is null|} ? 1 : 2)", "site.Zone.Select(z => z == null ? 1 : 2)")]
    [InlineData("site.Zone.Select(z => {|CS8122:z is not null|} ? 1 : 2)", "site.Zone.Select(z => z != null ? 1 : 2)")]
    [InlineData("site.Zone.Select(z => {|CS8072:z?.Length|})", "site.Zone.Select(z => (z == null ? (int?)null : z.Length))")]
    [InlineData("site.Zone.Select(z => {|CS8072:z?.ToUpper()|})", "site.Zone.Select(z => (z == null ? null : z.ToUpper()))")]
    [InlineData("site.Zone.SelectMany(z => (IEnumerable<string>){|CS9175:[z, \"b\"]|})", "site.Zone.SelectMany(z => (IEnumerable<string>)new[] { z, \"b\" })")]
    public Task WhatCSharpRefusesInALambda_IsWrittenOtherwise(string call, string mended) =>
        VerifyFix.Changes<ExpressionTreeFix>($"{Site}Output(\"x\", {call});", $"{Site}Output(\"x\", {mended});", compilerErrors: true);
}
