using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using static McpIac.Dsl.Tests.Expressions.Build;

namespace McpIac.Dsl.Tests.Expressions;

public sealed class EvaluatorTests
{
    private const string Unknown = """{"$iac":"unknown"}""";

    private static readonly FixedScope Scope = new(new()
    {
        ["vm.ip"] = Datum.Of("10.0.0.5"),
        ["vm.ports"] = D(new[] { 80, 443 }),
        ["vm.half"] = Datum.ListOf([Datum.Of(1), Evaluation.Unknown]),
    }, ["vm.password"]);

    private static Reference Vm(string name) => new("vm", [name]);

    [Fact]
    public void AnyExpression_YieldsAnEvaluation_AndNeverThrows() => Generators.AnyExpression.Sample(expression =>
    {
        var evaluation = Evaluator.Evaluate(expression, Scope);
        Assert.Equal(evaluation.Error is null && !HasMarker(evaluation.Value), evaluation.IsKnown);
        _ = evaluation.Value.ToString();
    }, iter: 3000);

    [Fact]
    public void WhatIsKnownWhilePlanning_StaysWhatItIs_WhenEverythingIsKnown() => Generators.AnyExpression.Sample(expression =>
    {
        var planning = Evaluator.Evaluate(expression, new HalfKnownScope(everything: false));
        var applying = Evaluator.Evaluate(expression, new HalfKnownScope(everything: true));
        Assert.Equal(planning.IsSecret, applying.IsSecret);
        if (planning.Error is not null) Assert.NotNull(applying.Error);
        else if (applying.Error is null) Assert.True(Foretells(planning.Value, applying.Value), $"{planning.Value} / {applying.Value}");
    }, iter: 5000);

    [Fact]
    public void WhatHasASecretInIt_IsSecret_WhateverBecomesOfIt() => Gen.Select(Generators.AnyExpression, Generators.AnyExpression, Gen.Bool).Sample((outer, hidden, known) =>
    {
        // Put anywhere into any expression: in a branch that isn't taken, in the body of a loop over nothing, in an argument that isn't looked at.
        var (parts, at) = (References.Parts(outer).Count(), 0);
        var place = Math.Abs(hidden.GetHashCode() % parts);
        var tainted = ExpressionRewriter.Rewrite(outer, part => at++ == place ? new Secret(hidden) : null);
        if (References.Parts(tainted).Any(p => p is Secret)) Assert.True(Evaluator.Evaluate(tainted, new HalfKnownScope(known)).IsSecret);
    }, iter: 3000);

    [Fact]
    public void Interpolation_OfKnownParts_IsTheirText() =>
        Assert.Equal("\"http://10.0.0.5:8080/true\"", Show(new Interpolation([L("http://"), Vm("ip"), L(":"), L(8080), L("/"), L(true)]), Scope));

    [Fact]
    public void Interpolation_WithAnUnknownPart_IsUnknownAsAWhole_ButForWhatItsKnownPartsTell() =>
        Assert.Equal("""{"$iac":"unknown","type":"string","notNull":true,"prefix":"http://","minLength":8}""", Show(new Interpolation([L("http://"), Waiting, L("/")])));

    [Theory]
    [InlineData("eq", "ftp://x", "false")]
    [InlineData("eq", "http://", "false")]
    [InlineData("eq", "http://ab/", null)]
    [InlineData("ne", "ftp://x", "true")]
    [InlineData("ne", "http://ab/", null)]
    [InlineData("startsWith", "http", "true")]
    [InlineData("startsWith", "http://10.", null)]
    [InlineData("startsWith", "ftp", "false")]
    [InlineData("startsWith", "", "true")]
    public void WhatATextBeginsWith_DecidesBeforeTheRestIsKnown(string function, string other, string? decided)
    {
        var shown = Show(Call(function, new Interpolation([L("http://"), Waiting, L("/")]), other));
        Assert.Equal(decided ?? """{"$iac":"unknown","type":"boolean","notNull":true}""", shown);
    }

    [Fact]
    public void ATextIsNotNull_ThoughItIsNotKnown()
    {
        Assert.Equal("false", Show(Call("eq", new Interpolation([Waiting, L("x")]), null)));
        Assert.Equal("1", Show(new Conditional(Call("ne", null, Call("upper", Waiting)), L(1), L(2))));
        Assert.Equal("""{"$iac":"unknown","type":"boolean","notNull":true}""", Show(Call("eq", Waiting, null)));
    }

    [Fact]
    public void OfASecret_NothingIsPromised()
    {
        var text = new Interpolation([L("pre-"), new Secret(L("hush")), Waiting]);
        Assert.Equal(Unknown, Show(text));
        Assert.Equal($$"""{"a":[{{Unknown}}]}""", Show(Map(("a", List(text)))));
    }

    [Fact]
    public void ALongPrefix_IsCut() => Assert.Equal(200, Refinement.Prefix(Evaluator.Evaluate(new Interpolation([L(new string('a', 5_000)), Waiting]), FixedScope.Empty).Value).Length);

    [Fact]
    public void Interpolation_OfNull_IsAnError() =>
        Assert.Equal("error: a value that goes into a text is null; coalesce gives it another one", Show(new Interpolation([L("a"), L(null)])));

    [Fact]
    public void ListsAndMaps_KeepTheirKnownParts()
    {
        var evaluation = Evaluator.Evaluate(Map(("a", List(1, Waiting)), ("b", "x")), FixedScope.Empty);
        Assert.Equal($$"""{"a":[1,{{Unknown}}],"b":"x"}""", evaluation.Value.ToString());
        Assert.False(evaluation.IsKnown);
    }

    [Fact]
    public void Access_IntoAPartlyKnownValue_IsKnownWhereItIs()
    {
        Assert.Equal("1", Show(new Access(Vm("half"), "0"), Scope));
        Assert.Equal(Unknown, Show(new Access(Vm("half"), "1"), Scope));
        Assert.Equal("2", Show(Call("length", Vm("half")), Scope));
        Assert.Equal("""{"$iac":"unknown","type":"array"}""", Show(Call("sort", Vm("half")), Scope));
    }

    [Fact]
    public void Access_OutsideOfAList_IsAnError()
    {
        Assert.Equal("error: the index 2 is outside of a list of 2", Show(new Access(Vm("ports"), "2"), Scope));
        Assert.Equal("error: a list has no member 'x'", Show(new Access(Vm("ports"), "x"), Scope));
        Assert.Equal("error: a text has no member 'x'", Show(new Access(Vm("ip"), "x"), Scope));
    }

    [Fact]
    public void Access_ToWhatIsNotThere_IsNull()
    {
        Assert.Equal("null", Show(new Access(Map(("a", 1)), "b")));
        Assert.Equal("null", Show(new Access(L(null), "b")));
    }

    [Fact]
    public void Conditional_TakesTheBranchOfItsCondition_AndWaitsForIt()
    {
        Assert.Equal("1", Show(new Conditional(L(true), L(1), Call("div", 1, 0))));
        Assert.Equal("2", Show(new Conditional(L(false), L(1), L(2))));
        Assert.Equal(Unknown, Show(new Conditional(Waiting, L(1), L(2))));
        Assert.Equal("error: a condition must be a boolean, and this one is a number", Show(new Conditional(L(1), L(1), L(2))));
    }

    [Fact]
    public void For_MapsAndFilters_AndKeepsUnknownElements()
    {
        Assert.Equal("[\"80/tcp\",\"443/tcp\"]", Show(new For("p", Vm("ports"), new Interpolation([new Variable("p"), L("/tcp")]), null), Scope));
        Assert.Equal("[443]", Show(new For("p", Vm("ports"), new Variable("p"), Call("gt", new Variable("p"), 100)), Scope));
        Assert.Equal("""[2,{"$iac":"unknown","type":"number","notNull":true}]""", Show(new For("p", Vm("half"), Call("add", new Variable("p"), 1), null), Scope));
        Assert.Equal(Unknown, Show(new For("p", Vm("half"), L(1), Call("gt", new Variable("p"), 0)), Scope));
        Assert.Equal(Unknown, Show(new For("p", Waiting, L(1), null), Scope));
        Assert.Equal("error: a loop goes over a list, and this is a text", Show(new For("p", Vm("ip"), L(1), null), Scope));
    }

    [Fact]
    public void Variables_AreBoundInnermostFirst()
    {
        Assert.Equal("[2,1]", Show(new Let("x", L(1), List(new Let("x", L(2), new Variable("x")), new Variable("x")))));
        Assert.Equal("error: there is no variable named 'y'", Show(new Let("x", L(1), new Variable("y"))));
    }

    [Fact]
    public void Secret_TaintsWhateverIsComputedFromIt()
    {
        var secret = Evaluator.Evaluate(new Interpolation([L("password="), new Secret(L("hunter2"))]), Scope);
        Assert.Equal(new Evaluation(Datum.Of("password=hunter2"), true, true, null), secret);
        Assert.True(Evaluator.Evaluate(Call("length", new Secret(L("hunter2"))), Scope).IsSecret);
        Assert.True(Evaluator.Evaluate(Call("upper", Vm("password")), Scope).IsSecret);
        Assert.False(Evaluator.Evaluate(Call("upper", Vm("ip")), Scope).IsSecret);
    }

    [Fact]
    public void Secret_InTheBranchNotTaken_TaintsToo() =>
        Assert.True(Evaluator.Evaluate(new Conditional(L(false), new Secret(L("a")), L("b")), Scope).IsSecret);

    [Fact]
    public void Errors_NeverHoldTheValue()
    {
        foreach (var name in Functions.Names)
        {
            var error = Evaluator.Evaluate(Call(name, new Secret(L("hunter2")), new Secret(L(new object?[] { "hunter2", 1 })), new Secret(L("hunter2"))), Scope).Error;
            Assert.DoesNotContain("hunter2", error ?? "");
        }
    }

    [Fact]
    public void Calls_ThatDoNotExist_OrTakeAnotherNumberOfArguments_AreErrors()
    {
        Assert.Equal("error: there is no function named 'exec'", Show(Call("exec", 1)));
        Assert.Equal("error: upper takes 1 argument and was given 2", Show(Call("upper", "a", "b")));
        Assert.Equal("error: substring takes 2 to 3 arguments and was given 0", Show(Call("substring")));
    }

    [Fact]
    public void LogicalOperators_StopAtTheFirstThatDecides()
    {
        Assert.Equal("false", Show(Call("and", Waiting, false)));
        Assert.Equal("true", Show(Call("or", true, Call("div", 1, 0))));
        Assert.Equal(Unknown, Show(Call("and", true, Waiting)));
        Assert.Equal("error: and takes booleans, and one of them is a number", Show(Call("and", true, 1)));
        Assert.Equal("\"x\"", Show(Call("coalesce", null, "x", Waiting)));
        Assert.Equal(Unknown, Show(Call("coalesce", Waiting, "x")));
        Assert.Equal("null", Show(Call("coalesce", null, null)));
    }

    [Fact]
    public void DeepExpressions_AreErrors_NotStackOverflows()
    {
        Expression chain = L(1);
        for (var i = 0; i < 200_000; i++) chain = new Call("neg", [chain]);
        var evaluation = Evaluator.Evaluate(chain, FixedScope.Empty);
        Assert.Equal("it is nested more than 100 levels deep", evaluation.Error);
        Assert.Empty(References.Of(chain));
    }

    [Fact]
    public void DeepValues_AreErrors_NotStackOverflows()
    {
        var deep = Datum.EmptyList;
        for (var i = 0; i < 200_000; i++) deep = Datum.ListOf([deep]);
        foreach (var call in new[] { L(deep), Call("jsonEncode", deep), Call("eq", deep, Call("concat", deep)), Call("distinct", List(deep)), Call("flatten", deep), List(deep) })
        {
            Assert.Equal("it is nested more than 100 levels deep", Evaluator.Evaluate(call, FixedScope.Empty).Error);
        }
    }

    [Fact]
    public void Results_OfUnboundedSize_AreErrors()
    {
        Expression doubling = L(new string('x', 1000));
        for (var i = 0; i < 40; i++) doubling = new Let("t", doubling, Call("concat", new Variable("t"), new Variable("t")));
        var nested = new For("a", Call("range", 0, 100_000), new For("b", Call("range", 0, 100_000), new Variable("b"), null), null);
        var growing = Call("replace", new string('a', 1_000_000), "a", new string('b', 1_000_000));
        var slow = Call("contains", new string('a', 1_000_000), new string('a', 500_000) + "b");
        foreach (var expression in new[] { doubling, nested, growing, slow, Call("range", 0, long.MaxValue) })
        {
            Assert.Equal("it is too large to be computed (more than 10,000,000 elements and characters)", Evaluator.Evaluate(expression, FixedScope.Empty).Error);
        }
    }

    private static bool HasMarker(Datum value) =>
        value["$iac"]?.AsText() == "unknown" || value.Items.Any(HasMarker) || value.Members.Any(m => HasMarker(m.Value));

    private static bool Foretells(Datum planned, Datum applied) =>
        planned["$iac"]?.AsText() == "unknown" ? Keeps(planned, applied)
        : (planned.Kind == DatumKind.List ? applied.Kind == DatumKind.List && planned.Items.Count == applied.Items.Count && planned.Items.Zip(applied.Items).All(p => Foretells(p.First, p.Second))
            : planned.Kind == DatumKind.Map ? planned.Members.All(m => applied[m.Key] is { } value && Foretells(planned[m.Key]!, value)) && applied.Members.All(m => planned[m.Key] is not null)
            : planned.Equals(applied));

    /// <summary>Every promise of a marker holds of what the value turned out to be.</summary>
    private static bool Keeps(Datum promise, Datum value) =>
        value["$iac"] is not null || ((!Refinement.IsNotNull(promise) || !value.IsNull)
        && (value.AsText() ?? "").StartsWith(Refinement.Prefix(promise), StringComparison.Ordinal)
        && (value.AsText() ?? "").Length >= Refinement.MinLength(promise)
        && (value.IsNull || Refinement.Type(promise) switch
        {
            "string" => value.Kind == DatumKind.Text,
            "number" => value.Kind == DatumKind.Number,
            "integer" => value.AsInteger() is not null,
            "boolean" => value.Kind == DatumKind.Boolean,
            "array" => value.Kind == DatumKind.List,
            "object" => value.Kind == DatumKind.Map,
            _ => true,
        }));

    private sealed class HalfKnownScope(bool everything) : IEvaluationScope
    {
        private static readonly Datum[] Values = [Datum.Of(3), Datum.Of("a,b"), Datum.True, D(new[] { 1, 2 }), D(new Dictionary<string, object?> { ["a"] = 1 }), Datum.Null];

        public Datum? Resolve(Reference reference)
        {
            var number = reference.Urn.Length * 7 + reference.Path.Count * 3 + (reference.Path.Count > 0 ? reference.Path[0].Length : 0);
            return everything || number % 2 == 0 ? Values[number % Values.Length] : null;
        }
    }
}
