using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Dsl.Tests.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Tests.Syntax;

/// <summary>Texts of the expression language (docs/spec/expressions.md, "The text form").</summary>
public sealed class SyntaxReaderTests
{
    private static readonly SyntaxPrinter Printer = new(urn => string.Join(':', urn.Split(':').Select(SyntaxPrinter.Name)));

    [Theory]
    // A hole alone keeps its kind; with text around it is a text.
    [InlineData("plain", "\"plain\"")]
    [InlineData("${1}", "1")]
    [InlineData("a${1}b${true}", "\"a1btrue\"")]
    [InlineData("$${1} costs $5 $", "\"${1} costs $5 $\"")]
    [InlineData("$$${x", "\"$${x\"")]
    // Names: hyphens and colons with name characters right on both sides belong to them.
    [InlineData("${aws:ec2:app-1.ip}", """{"$ref":["aws:ec2:app-1","ip"]}""")]
    [InlineData("${app-1.ip}", """{"$ref":["app-1","ip"]}""")]
    [InlineData("${a.n - 1}", """{"$call":["sub",{"$ref":["a","n"]},1]}""")]
    [InlineData("${a.n -1}", """{"$call":["sub",{"$ref":["a","n"]},1]}""")]
    [InlineData("${aws:vpc:`my vpc`.id}", """{"$ref":["aws:vpc:my vpc","id"]}""")]
    [InlineData("${a.list[0].name}", """{"$ref":["a","list","0","name"]}""")]
    [InlineData("""${a.tags["Cost Center"]}""", """{"$ref":["a","tags","Cost Center"]}""")]
    [InlineData("${a.list[b.i]}", """{"$call":["lookup",{"$ref":["a","list"]},{"$ref":["b","i"]}]}""")]
    // Precedence and association.
    [InlineData("${1 + 2 * 3}", "7")]
    [InlineData("${(1 + 2) * 3}", "9")]
    [InlineData("${10 - 3 - 2}", "5")]
    [InlineData("${-2 * -3}", "6")]
    [InlineData("${!true || 1 < 2 && 3 != 4}", "true")]
    [InlineData("${null ?? \"x\"}", "\"x\"")]
    [InlineData("${1 > 2 ? \"a\" : 3 > 2 ? \"b\" : \"c\"}", "\"b\"")]
    [InlineData("${a.x + b.y + c.z}", """{"$call":["add",{"$ref":["a","x"]},{"$ref":["b","y"]},{"$ref":["c","z"]}]}""")]
    // Collections and loops; variables are named by how many enclose them.
    [InlineData("${[1, 2][1]}", """{"$get":[[1,2],"1"]}""")]
    [InlineData("""${{a: 1, "b c": [true]}}""", """{"a":1,"b c":[true]}""")]
    [InlineData("${[for s in a.servers : \"${s.ip}:80\" if s.on]}",
        """{"$for":["v1",{"$ref":["a","servers"]},{"$text":[{"$get":[{"$var":"v1"},"ip"]},":80"]},{"$get":[{"$var":"v1"},"on"]}]}""")]
    [InlineData("${{for k, v in a.tags : upper(k) => v}}",
        """{"$call":["toMap",{"$for":["v1",{"$call":["entries",{"$ref":["a","tags"]}]},{"key":{"$call":["upper",{"$get":[{"$var":"v1"},"key"]}]},"value":{"$get":[{"$var":"v1"},"value"]}}]}]}""")]
    [InlineData("${a.servers[*].nic.ip}", """{"$for":["v1",{"$ref":["a","servers"]},{"$get":[{"$get":[{"$var":"v1"},"nic"]},"ip"]}]}""")]
    [InlineData("${let x = a.b in x + x}", """{"$let":["v1",{"$ref":["a","b"]},{"$call":["add",{"$var":"v1"},{"$var":"v1"}]}]}""")]
    [InlineData("${secret(\"x\")}", """{"$external":["secret","x"]}""")]
    [InlineData("${asset(\"a/b\")}", """{"$external":["asset","a/b"]}""")]
    [InlineData("${archive(\"a\").sha256}", """{"$external":["archive","a","sha256"]}""")]
    [InlineData("${deployment(\"network\").subnets[0]}", """{"$get":[{"$external":["deployment","network","subnets"]},"0"]}""")]
    [InlineData("${secret(\"x-${1}\")}", """{"$secret":"x-1"}""")]
    [InlineData("${secret(a.b)}", """{"$secret":{"$ref":["a","b"]}}""")]
    // Texts in expressions.
    [InlineData("""${"a\n\"\u0041\\${1 + 1}$${"}""", "\"a\\n\\\"A\\\\2${\"")]
    public void Text_IsRead(string text, string expected) => Assert.Equal(expected, Show(Read(text)));

    [Theory]
    [InlineData("a ${b", "MCI1102", 2, 2, "The ${ has no } that ends it.")]
    [InlineData("${}", "MCI1101", 2, 1, "A value is missing before '}'.")]
    [InlineData("${1 +}", "MCI1101", 5, 1, "A value is missing before '}'.")]
    [InlineData("${a b}", "MCI1101", 4, 1, "The expression in ${…} ends before 'b'.")]
    [InlineData("${'x'}", "MCI1101", 2, 1, "A value is missing before '''.")]
    [InlineData("${uper(\"x\")}", "MCI1104", 2, 4, "There is no function uper.")]
    [InlineData("${upper()}", "MCI1105", 2, 5, "upper takes 1 argument, and was given 0.")]
    [InlineData("${[1, 2}", "MCI1101", 7, 1, "'}' stands where a ] is due.")]
    [InlineData("${{a:1}}", "MCI1101", 3, 3, "'a:1' is read as one name.")]
    [InlineData("${a ? b:c}", "MCI1101", 9, 1, "'}' stands where a : is due.")]
    [InlineData("${\"abc}", "MCI1102", 2, 1, "The text has no \" that ends it.")]
    [InlineData("${[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[}", "MCI1103", 102, 1, "Expressions nest at most 100 levels.")]
    [InlineData("${01}", "MCI1101", 2, 2, "The number isn't written as numbers are.")]
    public void AMistake_IsOneProblem_AtItsPlace(string text, string id, int start, int length, string message)
    {
        var problem = Assert.Single(SyntaxReader.Template(text).Problems);
        Assert.Equal((id, new TextSpan(start, length), message), (problem.Id, problem.Span, problem.Message));
    }

    [Fact]
    public void AMistakeInOneHole_LeavesTheOthersReadable()
    {
        var reading = SyntaxReader.Template("${1 +} and ${[} and ${nonsense(1)} and ${1}");
        Assert.Equal(["MCI1101", "MCI1101", "MCI1104"], reading.Problems.Select(p => p.Id));
        Assert.Equal([5, 14, 22], reading.Problems.Select(p => p.Span.Start));
    }

    [Theory]
    [InlineData("(", 100_000)]
    [InlineData("[", 100_000)]
    [InlineData("-", 100_000)]
    [InlineData("!", 100_000)]
    [InlineData("\"${", 100_000)]
    [InlineData("a ? ", 100_000)]
    [InlineData("{a: ", 100_000)]
    [InlineData("let x = ", 100_000)]
    [InlineData("a.", 100_000)]
    [InlineData("a - ", 100_000)]
    public void DeepNesting_IsAProblem_AndNoCrash(string part, int times)
    {
        var text = "${" + string.Concat(Enumerable.Repeat(part, times));
        Assert.NotEmpty(SyntaxReader.Template(text).Problems);
        Assert.NotEmpty(SyntaxReader.Expression(text[2..]).Problems);
    }

    [Theory]
    [InlineData("${{")]
    [InlineData("${(")]
    [InlineData("${\"")]
    [InlineData("${{ } ")]
    [InlineData("${nonsense(1)}")]
    public void AMegabyteOfJunk_HasABoundedNumberOfProblems(string part) =>
        Assert.InRange(SyntaxReader.Template(string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length))).Problems.Count, 1, 200);

    [Fact]
    public void AnyText_IsReadOrHasProblems_AndNeverThrows()
    {
        string[] known = ["${", "}", "$${", "\"", "a", "-", ":", " ", "[", "]", "(", ")", "for", "in", "if", "let", "=", "=>", ",", ".", "*", "`", "1", "1e", "\\", "\\u00", "?", "??", "\n", "é", "\ud800", "upper(", "null"];
        var pieces = Gen.Int[0, known.Length - 1].Select(i => known[i]);
        Gen.Select(pieces.Array[0, 20], Gen.String[Gen.Char, 0, 3]).Sample((parts, tail) =>
        {
            var text = string.Concat(parts) + tail;
            var reading = SyntaxReader.Template(text);
            Assert.All(reading.Problems, p => Assert.InRange(p.Span.End, p.Span.Start, text.Length));
            if (reading.Ok) SyntaxLowering.Lower(reading.Node, Names.Instance);
            SyntaxReader.Expression(text);
        }, iter: 20_000);
    }

    [Fact]
    public void WhatWasPrinted_ReadsBackAsTheSame() => Printable(0, 0).Sample(expression =>
    {
        // Reading computes what is known, so that is done first.
        var once = Read(Printer.Template(expression));
        Assert.Equal(Show(once), Show(Read(Printer.Template(once))));
        if (References.Parts(expression).All(p => p is not (Call or Interpolation or Conditional or Access)))
        {
            Assert.Equal(Show(expression), Show(once));
        }
    }, iter: 20_000);

    [Fact]
    public void WhatWasPrinted_HasTheSameValue() => Printable(0, 0).Sample(expression =>
    {
        var (before, after) = (Evaluator.Evaluate(expression, FixedScope.Empty), Evaluator.Evaluate(Read(Printer.Template(expression)), FixedScope.Empty));

        // A text of a list is an error before it is known what is in the list; asText, which reading takes out, finds out later.
        if (before.Error is not null || (!before.IsKnown && after.Error is not null)) return;

        // Reading simplifies, so more may be told of what isn't known yet: a branch that isn't taken is gone, and with it the secrets in there of which nothing may be told.
        Assert.Equal($"{Refinement.Bare(before.Value)} of {Printer.Template(expression)}", $"{Refinement.Bare(after.Value)} of {Printer.Template(expression)}");
    }, iter: 20_000);

    [Fact]
    public void AVariable_DoesntHideTheResourceOfItsName()
    {
        var expression = new Let("v1", new Reference("a", []), new For("v2", new Variable("v1"), new ListExpression([new Variable("v2"), new Reference("v1", ["id"]), new Reference("v1_", [])]), null));
        Assert.Equal("${let v1__ = a in [for v2 in v1__ : [v2, v1.id, v1_]]}", Printer.Template(expression));
        Assert.Equal(Show(expression), Show(Read(Printer.Template(expression))));
    }

    [Theory]
    [InlineData("$")]
    [InlineData("$$")]
    [InlineData("a$$$")]
    [InlineData("${")]
    [InlineData("$${$")]
    [InlineData("${\"$\"}$$")]
    public void DollarsBeforeAHole_StayDollars(string text)
    {
        var expression = new Interpolation([new Literal(Datum.Of(text)), new Reference("a", ["id"]), new Literal(Datum.Of(text))]);
        Assert.Equal(Show(expression), Show(Read(Printer.Template(expression))));
        var inside = new ListExpression([expression]);
        Assert.Equal(Show(inside), Show(Read(Printer.Template(inside))));
    }

    private static Expression Read(string text)
    {
        var reading = SyntaxReader.Template(text);
        Assert.True(reading.Ok, $"{text}: {string.Join("; ", reading.Problems)}");
        return SyntaxLowering.Lower(reading.Node, Names.Instance)!;
    }

    private static string Show(Expression expression) => ExpressionJson.Write(CanonicalForm.Of(expression)).ToString();

    // Expressions that have a text form: functions that are there with as many arguments as they take, variables that are bound, named by their depth.
    private static Gen<Expression> Printable(int depth, int bound)
    {
        string[] functions = [.. Functions.Names.Where(n => n != "template")];
        var name = Gen.OneOf(Gen.Int[0, 6].Select(i => new[] { "a", "b-c", "for", "länge", "two words", "0", "`" }[i]), Gen.String[Gen.Char.Where(c => !char.IsSurrogate(c)), 1, 4]);
        var leaf = Gen.OneOf(
            Generators.AnyDatum.Where(d => !d.ToString().Contains("$iac", StringComparison.Ordinal)).Select(d => (Expression)new Literal(d)),
            Gen.Select(name, name.Array[0, 3], (urn, path) => (Expression)new Reference(urn.Replace(':', '.'), [.. path])),
            Gen.Int[1, Math.Max(1, bound)].Select(i => bound == 0 ? (Expression)new Literal(Datum.Of(i)) : new Variable($"v{i}")));
        if (depth > 3) return leaf;
        var (inner, looped) = (Printable(depth + 1, bound), Printable(depth + 1, bound + 1));
        return Gen.Frequency((3, leaf), (5, Gen.OneOf(
            inner.Select(e => (Expression)new Secret(e)),
            name.Select(n => (Expression)new External(External.Secret, [n])),
            Gen.Select(name, name).Select(n => (Expression)new External(External.Deployment, [n.Item1, n.Item2])),
            name.Select(n => (Expression)new External(External.Asset, [n, External.Sha256])),
            inner.Array[0, 3].Select(items => (Expression)new ListExpression([.. items])),
            Gen.Select(name, inner, (k, v) => new KeyValuePair<string, Expression>(k, v)).Array[0, 3].Select(m => (Expression)new MapExpression([.. m])),
            inner.Array[2, 3].Select(parts => (Expression)new Interpolation([.. parts])),
            Gen.Select(inner, inner, inner, (c, a, b) => (Expression)new Conditional(c, a, b)),
            Gen.Select(Gen.Int[0, functions.Length - 1], inner.Array[4], (f, a) => Called(functions[f], a)),
            Gen.Select(inner, name, (t, m) => (Expression)new Access(t, m)),
            Gen.Select(inner, looped, looped.Null(), (s, b, f) => (Expression)new For($"v{bound + 1}", s, b, f)),
            Gen.Select(inner, looped, (v, b) => (Expression)new Let($"v{bound + 1}", v, b)))));
    }

    private static Expression Called(string function, Expression[] arguments) =>
        new Call(function, [.. arguments[..Math.Clamp(2, Functions.Signature(function)!.MinArguments, Functions.Signature(function)!.MaxArguments)]]);

    private sealed class Names : INames
    {
        public static Names Instance { get; } = new();

        public Expression Resolve(NameSyntax name) => new Reference(name.Text, []);
    }
}
