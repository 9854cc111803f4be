using System.Globalization;
using CsCheck;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Compiler.Tests.Binding;

namespace McpIac.Compiler.Tests.Conversion;

/// <summary>Deployments over the network catalog whose values are all kinds of expressions.</summary>
internal static class GeneratedDeployments
{
    private static readonly string[] Texts = ["", "a", "yes", "1.10", "$", "${x}", "two\nlines\n", "it's \"so\"", "ä", " x ", "a: b #c", "{}", "\\n"];
    private static readonly string[] Names = ["web", "Web", "web-1", "class", "my app", "1", "each", "v1", "a:b", "in`x"];

    private static readonly Gen<Expression> Text = Gen.Int[0, Texts.Length - 1].Select(i => (Expression)new Literal(Datum.Of(Texts[i])));
    private static readonly Gen<Expression> Number = Gen.Int[-5, 4000].Select(i => (Expression)new Literal(Datum.Of((long)i)));

    /// <summary>One of so many resources, each of which refers to those before it.</summary>
    public static Gen<DeclaredDeployment> Any(int most) => Gen.Int[1, most].SelectMany(count => Gen.Select(Gen.Int[0, Names.Length - 1].Array[count], Resource.Array[count], OutputValue.Array[0, 4])).Select((names, values, outputs) =>
    {
        var urns = names.Select((n, i) => Name(n, i)).Select(n => Urns.Make("t", [], "net:core:vlan", n)).ToArray();
        return new DeclaredDeployment("t",
            [.. values.Select((v, i) => new DeclaredResource(urns[i], "net:core:vlan", Name(names[i], i), [.. (i == 0 ? First : IsRead(v) ? [] : v).Select(p => new DeclaredProperty(p.Name, Bound(p.Value, urns, i), null))], i > 1 && v.Length > 3 ? [urns[0]] : [], null)
            {
                Existing = i > 0 && IsRead(v) ? new DeclaredProperty(DeclaredResource.ExistingName, Bound(Parts(new Literal(Datum.Of("v-")), v[1].Value), urns, i), null) : null,
            })],
            [.. outputs.Select((o, i) => new DeclaredOutput($"o {i}", Bound(o, urns, urns.Length), i == 1, null))]);
    });

    // Some exist and are only read, by an id that may be any text.
    private static bool IsRead((string Name, Expression Value)[] values) => values.Length == 2;

    private static string Name(int name, int index) => Names[name] + (index == 0 ? "" : index.ToString(CultureInfo.InvariantCulture));

    // The first refers to none.
    private static readonly (string Name, Expression Value)[] First = [("tag", new Literal(Datum.Of(1L)))];

    private static Expression Bound(Expression expression, string[] urns, int index) =>
        References.Rewrite(expression, r => r with { Urn = urns[int.Parse(r.Urn, CultureInfo.InvariantCulture) % Math.Max(1, index)] });

    private static Gen<Expression> Reference(params string[] path) => Gen.Int[0, 1000].Select(i => (Expression)new Reference(i.ToString(CultureInfo.InvariantCulture), [.. path]));

    private static Gen<Expression> Call(string function, params Gen<Expression>[] arguments) => arguments.Length switch
    {
        1 => arguments[0].Select(a => Compose(function, a)),
        2 => Gen.Select(arguments[0], arguments[1]).Select((a, b) => Compose(function, a, b)),
        _ => Gen.Select(arguments[0], arguments[1], arguments[2]).Select((a, b, c) => Compose(function, a, b, c)),
    };

    // Chains are flat, as every front end makes them.
    private static Expression Compose(string function, params Expression[] arguments) => function is "add" or "mul" or "and" or "or" or "coalesce" && arguments[0] is Call first && first.Function == function
        ? new Call(function, [.. first.Arguments, .. arguments[1..]]) : new Call(function, [.. arguments]);

    private static readonly Gen<Expression> Tag = Gen.Recursive<Expression>((depth, inner) => depth > 2 ? Reference("tag") : Gen.OneOf(
        Reference("tag"), Reference("mtu"), Call("add", Reference("tag"), Number), Call("sub", inner, inner), Call("mul", inner, Number), Call("quotient", inner, Number), Call("mod", inner, Number), Call("neg", inner), Call("length", Reference("id")),
        Call("min", inner, Number), Call("abs", inner), Call("add", inner, inner)));

    private static readonly Gen<Expression> Truth = Gen.Recursive<Expression>((depth, inner) => depth > 1 ? Reference("enabled") : Gen.OneOf(
        Reference("enabled"), Call("lt", Reference("tag"), Number), Call("ge", Reference("weight"), Number), Call("eq", Reference("label"), Text), Call("ne", Reference("tag"), Number), Call("not", inner), Call("and", inner, inner), Call("or", inner, inner), Call("contains", Reference("names"), Text)));

    private static readonly Gen<Expression> Label = Gen.Recursive<Expression>((depth, inner) => depth > 2 ? Reference("label") : Gen.OneOf(
        Reference("id"), Reference("label"), Call("upper", inner), Call("replace", inner, Text, Text), Call("substring", inner, Tag, Tag), Call("coalesce", inner, Text), Reference("info", "vendor"), Reference("tags", "a b"), Reference("rules", "0", "note"),
        Gen.Select(Text, inner, Text).Select((a, b, c) => Parts(a, b, c)), Gen.Select(Truth, inner, Text).Select((c, a, b) => (Expression)new Conditional(c, a, b)), Call("asText", Reference("tag")), inner.Select(i => (Expression)new Secret(i)),
        Call("cidrSubnet", inner, Number, Number), Call("join", Reference("names"), Text), Call("jsonEncode", inner)));

    private static readonly Gen<Expression> Known1 = Gen.OneOf(Text, Number, Gen.Bool.Select(b => (Expression)new Literal(Datum.Of(b))), Gen.Double[-1e9, 1e9].Select(d => (Expression)new Literal(Datum.Of(d))), Gen.Const((Expression)new Literal(Datum.Null)));

    private static readonly Gen<Expression> OutputValue = Gen.Recursive<Expression>((depth, inner) => depth > 2 ? Known1 : Gen.OneOf(
        Known1, Label, Tag, Truth, inner.Array[0, 3].Select(i => (Expression)new ListExpression([.. i])),
        Gen.Select(Text, inner).Array[0, 3].Select(m => (Expression)new MapExpression([.. m.Select(p => KeyValuePair.Create(((Literal)p.Item1).Value.AsText()!, p.Item2)).DistinctBy(p => p.Key)]))));

    private static readonly Gen<(string Name, Expression Value)[]> Resource = Gen.Select(
        Gen.OneOf(Gen.Int[1, 4000].Select(i => (Expression)new Literal(Datum.Of((long)i))), Tag), Label, Truth, Gen.OneOf(Label.Array[0, 3].Select(l => (Expression)new ListExpression([.. l])), Reference("names"), Reference("addresses")),
        Gen.Select(Tag, Label).Array[0, 2].Select(r => (Expression)new ListExpression([.. r.Select(p => (Expression)new MapExpression([new("port", p.Item1), new("note", p.Item2)]))])), Gen.Int[1, 6])
        .Select((tag, label, enabled, names, rules, count) => new[] { ("tag", tag), ("label", label), ("enabled", enabled), ("names", names), ("rules", rules), ("tags", new MapExpression([new("a b", label), new("yes", new Literal(Datum.Of("no")))])) }.Take(count).ToArray());

    // Known neighbours are one, and a part alone with nothing around it is no text.
    private static Expression Parts(params Expression[] parts)
    {
        var flat = new List<Expression>();
        foreach (var part in parts.SelectMany(p => p is Interpolation text ? text.Parts : (IEnumerable<Expression>)[p is Call { Function: "asText", Arguments: [var inner] } ? inner : p]))
        {
            if (part is Literal { Value: var value } && value.AsText() is { } known)
            {
                if (known.Length == 0) continue;
                if (flat.Count > 0 && flat[^1] is Literal before) flat[^1] = new Literal(Datum.Of(before.Value.AsText() + known));
                else flat.Add(part);
            }
            else flat.Add(part);
        }

        // Alone it is what it was: a number inside of a text is one, and by itself it isn't.
        return flat is [var only] ? parts.FirstOrDefault(p => p is Call { Function: "asText", Arguments: [var inner] } && inner == only) ?? only : new Interpolation([.. flat]);
    }
}
