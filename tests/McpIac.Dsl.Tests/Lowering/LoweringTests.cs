using System.Linq.Expressions;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Tests.Expressions;
using McpIac.Dsl.Tests.Programs;
using McpIac.Schemas.Data;
using static McpIac.Dsl.Authoring;
using Expression = McpIac.Dsl.Expressions.Expression;

namespace McpIac.Dsl.Tests.Lowering;

public sealed class LoweringTests
{
    private const string Port = "8080";
    private static readonly string[] Words = ["b", "a"];

    /// <summary>Each lambda is run by C# and, lowered, by the evaluator: both must say the same of each of these texts.</summary>
    private static readonly Expression<Func<string, object?>>[] OnTexts =
    [
        x => x.ToUpper() + "!" + x.Length,
        x => $"{x}:{Port}",
        x => $"{{{x}}} {x,4}|{x,-4}|{x.Length:D3}|{1}{2}{3}",
        x => string.Concat(x, "-", x),
        x => string.Concat(new[] { x, "-", x, "-", x }),
        x => string.Join("-", new[] { x, "y" }),
        x => x.Split(',').Select(p => p.Trim()).ToList(),
        x => x.Split(new[] { "," }, StringSplitOptions.None)[0],
        x => x.Replace(",", "--").Replace('a', 'b'),
        x => x.Trim(',', 'a').TrimStart().TrimEnd('c'),
        x => x.StartsWith("a") && !x.EndsWith("b", StringComparison.Ordinal) || x.Contains("c"),
        x => x.Contains("A", StringComparison.OrdinalIgnoreCase),
        x => x.IndexOf(",") >= 0 ? x.Substring(0, x.IndexOf(",")) : x,
        x => x.Length > 2 ? x.Substring(1, 2) : "short",
        x => x.PadLeft(6, '0') + x.PadRight(7),
        x => x == "a" || x != "b" && x.Equals("c"),
        x => string.IsNullOrEmpty(x) || string.IsNullOrWhiteSpace(x),
        x => (x ?? "none") + Words[1],
        x => x.Split(',').Intersect(Words).Concat(x.Split(',').Except(Words)).ToList(),
        x => x.Split(',').Distinct().ToDictionary(p => p + "!", p => p.Length),
        x => x.Split(',').Distinct().ToDictionary(p => p),
        x => Words.Join(x.Split(','), w => w, p => p.Trim(), (w, p) => w + p + x).ToList(),
        x => Words.Contains(x),
        x => Words.Contains("a") ? x : "none",
        x => Words.Select(w => w + x).Where(w => w.Length > 2).ToArray(),
        x => Words.Any(w => w == x) || Words.All(w => w.Length < x.Length),
        x => Words.Append(x).Order().First(),
        x => Words.Concat(new List<string> { x, "q" }).Distinct().Reverse().ToList(),
        x => Words.SelectMany(w => new[] { w, x }).Skip(1).Take(2).Count(),
        x => Words.OrderByDescending(w => w).Last() + Words.ElementAt(0) + new[] { x, "z" }[1],
        x => new List<string>(x.Split(',')).Count,
        x => new[] { x.Length, 7 }.Max() - new[] { x.Length, 7 }.Min() + new[] { 1, x.Length }.Sum(),
        x => (from w in Words where w != x select w + "?").ToList(),
        x => new Dictionary<string, string> { { "k", x } }["k"],
        x => Math.Max(x.Length, 3) * 2 - 7 / 2 % 2 + -x.Length,
        x => x.Length / 2 + (int)(x.Length / 2.0),
        x => int.Parse("12") + x.Length,
        x => x.ToString() + x.Length.ToString(),
        x => (bool)(x.Length > 1) ^ true,
        x => (object?)null,
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, OnTexts.Length)];

    [Theory, MemberData(nameof(Numbers))]
    public void Lambda_Lowered_SaysWhatCSharpSays(int number)
    {
        var lowered = LoweredOn(OnTexts[number]);
        foreach (var text in new[] { "", "a", "abc", "a,b", " x ", "abc,aa" })
        {
            var evaluation = Evaluator.Evaluate(lowered, new FixedScope(new() { ["vm.x"] = Datum.Of(text) }));
            Assert.Equal((Literals(OnTexts[number].Compile()(text)).ToString(), null), (evaluation.Value.ToString(), evaluation.Error));
        }
    }

    [Fact]
    public void References_AreSplicedIn_WithoutAName() => Assert.Equal(
        """{"$call":["upper",{"$ref":["main","id"]}]}""", Show(vpc => vpc.Id.Select(x => x.ToUpper())));

    [Fact]
    public void Computations_AreNamedOnce() => Assert.Equal(
        """{"$let":["v1",{"$call":["upper",{"$ref":["main","id"]}]},{"$text":[{"$var":"v1"},{"$var":"v1"}]}]}""",
        Show(vpc => vpc.Id.ToUpper().Select(x => x + x)));

    [Fact]
    public void CapturedValues_AreSplicedIn() => Assert.Equal(
        """{"$text":[{"$ref":["main","id"]},":",{"$ref":["main","tag"]},"-",{"$ref":["main","servers","0"]},"-5"]}""",
        Show(vpc =>
        {
            var five = 5;
            return vpc.Id.Select(x => $"{x}:{vpc.Tag}-{vpc.Servers[0]}-{five}");
        }));

    [Fact]
    public void LambdasThatYieldValues_Flatten() => Assert.Equal(
        """{"$if":[{"$call":["eq",{"$ref":["main","id"]},"a"]},{"$ref":["main","cidrBlock"]},{"$call":["upper",{"$ref":["main","id"]}]}]}""",
        Show(vpc => vpc.Id.Select(x => If(x == "a", vpc.CidrBlock, ((Value<string>)x).ToUpper()))));

    [Fact]
    public void Lists_SelectAndWhere_AreLoops() => Assert.Equal(
        """{"$for":["v1",{"$for":["v1",{"$ref":["main","servers"]},{"$var":"v1"},{"$call":["startsWith",{"$var":"v1"},"10."]}]},{"$text":[{"$var":"v1"},":80"]}]}""",
        Show(vpc => vpc.Servers.Where(s => s.StartsWith("10.")).Select(s => $"{s}:80")));

    [Fact]
    public void NestedLambdas_SeeTheOuterOnes() => Assert.Equal(
        """{"$for":["v1",{"$ref":["main","ports"]},{"$call":["join",{"$for":["v2",{"$ref":["main","servers"]},{"$text":[{"$var":"v2"},":",{"$var":"v1"}]}]},","]}]}""",
        Show(vpc => vpc.Ports.Select(p => vpc.Servers.Select(s => s + ":" + p).Join(","))));

    [Fact]
    public void Arithmetic_OnNumbers_KeepsCSharpsMeaning() => Assert.Equal(
        """[{"$call":["quotient",{"$ref":["main","tag"]},2]},{"$call":["div",{"$ref":["main","weight"]},2]},{"$call":["quotient",{"$ref":["main","weight"]},1]}]""",
        Show(vpc => (AnyValue)(AnyValue[])[vpc.Tag.Select(t => t / 2), vpc.Weight.Select(w => w / 2), vpc.Weight.Select(w => (long)w)]));

    [Fact]
    public void CapturedResources_AreReadByTheirSchemaNames() => Assert.Equal(
        """{"$text":["a",{"$ref":["other","tags","x"]},{"$ref":["other","healthCheck","path"]}]}""",
        Show(_ =>
        {
            var others = new[] { new Vpc("other") { CidrBlock = "" } };
            return new Value<string>(new Literal(Datum.Of("a"))).Select(a => a + others[0].Tags["x"] + others.First().HealthCheck.Path);
        }));

    private static readonly (Expression<Func<string, object?>> Lambda, string Part, string Why)[] Offences =
    [
        (x => System.Net.Dns.GetHostName() + System.Net.IPAddress.Parse(x), "Parse(x)", "the expression language has no counterpart of IPAddress.Parse with these arguments"),
        (x => x.Select(c => c + 1).ToList(), "Convert(c, Int32)", "characters are no numbers here; compare texts"),
        (x => x.Normalize(), "x.Normalize()", "the expression language has no counterpart of String.Normalize with these arguments"),
        (x => x + DateTime.UtcNow, "DateTime.UtcNow", "it yields something else each time, and a plan has to stay as it is; take it into a variable first if once is meant"),
        (x => x.Length ^ 2, "(x.Length ^ 2)", "the expression language has no such operator"),
        (x => new Uri(x).Host, "new Uri(x)", "a new Uri can't be made here"),
        (x => Words.Select((w, i) => w + i).First() + x.Split(',').Select((w, i) => w + i).First(), "(w, i) => (w + Convert(i, Object))", "the language has functions of one element only"),
        (x => x.Split(',').OrderBy(w => w.Length).First(), "w => w.Length", "the language sorts numbers and texts by themselves only"),
        (x => x + Later!.Length, "Later", "it is null: it is used before it is declared"),
    ];

    public static string? Later => null;

    public static TheoryData<int> OffenceNumbers => [.. Enumerable.Range(0, Offences.Length)];

    [Theory, MemberData(nameof(OffenceNumbers))]
    public void Offence_IsReportedAtItsLine_WithThePartNamed(int number)
    {
        var (lambda, part, why) = Offences[number];
        DeploymentRecorder? recorder = DeploymentRecorder.Begin("test");
        var vpc = new Vpc("main") { CidrBlock = "" };
        var value = vpc.Id.Select(lambda, "/program/infra.csx", 7);
        _ = new Vpc("other") { CidrBlock = $"{value}" };
        var (_, diagnostics) = recorder.Finish();
        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal("MCI0009", diagnostic.Id);
        Assert.Equal(new("/program/infra.csx", 7), diagnostic.Place);
        Assert.EndsWith($"can't be computed when the value is known: {why}.", diagnostic.Message);
        Assert.Contains(part, diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ClosedParts_ThatThrow_AreReported()
    {
        var (_, diagnostics) = Recording.Run(() =>
        {
            var (vpc, zero) = (new Vpc("main") { CidrBlock = "" }, 0);
            _ = vpc.Tag.Select(t => t + 1 / zero);
        });
        Assert.Contains("throws DivideByZeroException", Assert.Single(diagnostics).Message, StringComparison.Ordinal);
    }

    private static Expression LoweredOn(Expression<Func<string, object?>> lambda)
    {
        var lowered = Dsl.Lowering.Lowerer.Let(new Reference("vm", ["x"]), lambda, new("infra.csx", 1));
        return lowered is Invalid invalid ? throw new InvalidOperationException(invalid.Diagnostic.Message) : lowered;
    }

    private static Datum Literals(object? value) =>
        Evaluator.Evaluate(Dsl.Literals.From(value), FixedScope.Empty).Value;

    private static string Show(Func<Vpc, AnyValue> write) => Recording.Show(() =>
    {
        var value = write(new Vpc("main") { CidrBlock = "10.0.0.0/8" });
        _ = new Vpc("v") { CidrBlock = value.As<string>() };
    })["cidrBlock = ".Length..];
}
