using CsCheck;
using McpIac.Dsl.Expressions;
using static McpIac.Dsl.Tests.Expressions.Build;

namespace McpIac.Dsl.Tests.Expressions;

public sealed class ReferencesTests
{
    private static Reference R(string name) => new("urn", [name]);

    [Fact]
    public void References_ComeInSourceOrder_WithDuplicates() => Assert.Equal(
        ["a", "b", "a", "c", "d", "e", "f"],
        References.Of(Map(
            ("1", List(R("a"), R("b"))),
            ("2", new Conditional(R("a"), new Secret(R("c")), new Access(R("d"), "x"))),
            ("3", new For("v", R("e"), new Interpolation([L("x"), R("f")]), null)))).Select(r => r.Path[0]));

    [Fact]
    public void Rewrite_ReplacesEachReference_AndSharesTheRest()
    {
        var kept = List(1, 2);
        var written = References.Rewrite(Map(("a", R("a")), ("kept", kept)), r => new Literal(D(r.Path[0])));
        Assert.Equal(Map(("a", "a"), ("kept", kept)), written);
        Assert.Same(kept, ((MapExpression)written).Members[1].Value);
    }

    [Fact]
    public void Rewrite_WithTheReferenceItself_ChangesNothing() =>
        Generators.AnyExpression.Sample(e => Assert.Equal(e, References.Rewrite(e, r => r)), iter: 500);

    [Fact]
    public void Rewrite_LeavesNoReferenceBehind() =>
        Generators.AnyExpression.Sample(e => Assert.Empty(References.Of(References.Rewrite(e, _ => L(1)))), iter: 500);
}
