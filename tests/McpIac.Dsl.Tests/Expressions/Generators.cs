using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Tests.Expressions;

/// <summary>Random values and expressions, well and badly typed alike.</summary>
internal static class Generators
{
    private static readonly Gen<string> Name = Any("a", "b", "$ref", "0", "1", "", "länge", "\ud83d\ude00", "\ud800");

    private static readonly Gen<Datum> Scalar = Gen.OneOf(
        Gen.Const(Datum.Null),
        Gen.Bool.Select(Datum.Of),
        Gen.Long.Select(Datum.Of),
        Gen.Int[-3, 3].Select(i => Datum.Of(i)),
        Gen.Double.Where(double.IsFinite).Select(d => Datum.Of(d)),
        Any("1.0", "1e3", "-0", "123456789012345678901234567890", "0.10").Select(Datum.OfNumber),
        Gen.String[Gen.Char, 0, 5].Select(Datum.Of),
        Any("10.0.0.0/8", "{0,5:D3}", "fd00::/64", "10.1.2.3", "[1,2]", "aGk=", "a,b").Select(Datum.Of));

    public static readonly Gen<Datum> AnyDatum = Gen.Recursive<Datum>((depth, inner) => depth > 3
        ? Scalar
        : Gen.Frequency(
            (5, Scalar),
            (1, inner.Array[0, 3].Select(Datum.ListOf)),
            (1, Gen.Select(Name, inner, (k, v) => new KeyValuePair<string, Datum>(k, v)).Array[0, 3].Select(Datum.MapOf)),
            (1, Gen.Const(Evaluation.Unknown))));

    private static readonly Gen<Expression> Leaf = Gen.OneOf(
        AnyDatum.Select(d => (Expression)new Literal(d)),
        Gen.Select(Name, Name.Array[0, 3], (urn, path) => (Expression)new Reference(urn, [.. path])),
        Gen.Select(Name, Name.Array[1, 3], (kind, path) => (Expression)new External(kind, [.. path])),
        Name.Select(n => (Expression)new Variable(n)));

    public static readonly Gen<Expression> AnyExpression = Gen.Recursive<Expression>((depth, inner) => depth > 5 ? Leaf : Gen.Frequency((4, Leaf), (6, Node(inner))));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Expression> Node(Gen<Expression> inner) => Gen.OneOf(
        inner.Select(e => (Expression)new Secret(e)),
        inner.Array[0, 3].Select(items => (Expression)new ListExpression([.. items])),
        Gen.Select(Name, inner, (k, v) => new KeyValuePair<string, Expression>(k, v)).Array[0, 3].Select(m => (Expression)new MapExpression([.. m])),
        inner.Array[0, 3].Select(parts => (Expression)new Interpolation([.. parts])),
        Gen.Select(inner, inner, inner, (c, a, b) => (Expression)new Conditional(c, a, b)),
        Gen.Select(Any<string>([.. Functions.Names, "nonsense"]), inner.Array[0, 3], (f, a) => (Expression)new Call(f, [.. a])),
        Gen.Select(inner, Name, (t, m) => (Expression)new Access(t, m)),
        Gen.Select(Name, inner, inner, inner.Null(), (v, s, b, f) => (Expression)new For(v, s, b, f)),
        Gen.Select(Name, inner, inner, (n, v, b) => (Expression)new Let(n, v, b)));
}
