using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using static McpIac.Dsl.Tests.Expressions.Build;

namespace McpIac.Dsl.Tests.Expressions;

public sealed class ExpressionJsonTests
{
    [Fact]
    public void AnyExpression_ReadsBackAsItself() =>
        Generators.AnyExpression.Sample(expression => Assert.Equal(expression, ExpressionJson.Read(ExpressionJson.Write(expression))), iter: 3000);

    [Fact]
    public void AnyDatum_IsReadOrRefused_WithoutThrowing() => Generators.AnyDatum.Sample(datum => _ = ExpressionJson.Read(datum), iter: 3000);

    [Fact]
    public void EachKind_HasItsForm() => Assert.Equal(
        """
        {"text":{"$text":["a",{"$ref":["urn","x","0"]}]},"literal":{"$literal":[1]},"list":[1,null],"secret":{"$secret":"s"},"external":{"$external":["parameter","p"]},
        "if":{"$if":[true,1,2]},"call":{"$call":["upper","a"]},"get":{"$get":[{"$var":"v"},"m"]},"let":{"$let":["v",1,{"$var":"v"}]},
        "for":{"$for":["v",[],{"$var":"v"}]},"filtered":{"$for":["v",[],{"$var":"v"},true]},"map":{"$map":["$ref","x"]}}
        """.ReplaceLineEndings(""),
        ExpressionJson.Write(Map(
            ("text", new Interpolation([L("a"), new Reference("urn", ["x", "0"])])),
            ("literal", L(new[] { 1 })),
            ("list", List(1, null)),
            ("secret", new Secret(L("s"))),
            ("external", new External(External.Parameter, ["p"])),
            ("if", new Conditional(L(true), L(1), L(2))),
            ("call", Call("upper", "a")),
            ("get", new Access(new Variable("v"), "m")),
            ("let", new Let("v", L(1), new Variable("v"))),
            ("for", new For("v", List(), new Variable("v"), null)),
            ("filtered", new For("v", List(), new Variable("v"), L(true))),
            ("map", Map(("$ref", "x"))))).ToString());

    [Fact]
    public void WhatIsNoExpression_IsRefused()
    {
        foreach (var datum in new[]
        {
            Tag("$nonsense", D(1)), Tag("$ref", D(new object[] { "urn", 1 })), Tag("$if", D(new[] { 1, 2 })), Tag("$call", Datum.EmptyList),
            Tag("$for", D(new object[] { 1, 2, 3 })), Tag("$var", D(1)), Tag("$map", D(new[] { "a" })), Tag("$text", D("a")),
        })
        {
            Assert.Null(ExpressionJson.Read(datum));
        }
    }

    private static Datum Tag(string tag, Datum value) => Datum.MapOf([new(tag, value)]);
}
