using System.Globalization;
using System.Linq.Expressions;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using Expression = McpIac.Dsl.Expressions.Expression;
using Node = System.Linq.Expressions.Expression;

namespace McpIac.Dsl.Lowering;

/// <summary><see cref="string.Format(string, object)"/>, which is what C# makes of an interpolated string in an expression tree.</summary>
internal static class FormatCalls
{
    public static Expression? Lower(LambdaTranslator translator, MethodCallExpression call, IReadOnlyList<Node> operands)
    {
        if (typeof(IFormatProvider).IsAssignableFrom(operands[0].Type)) operands = [.. operands.Skip(1)];
        var format = LambdaTranslator.Known(operands[0]);
        var arguments = operands is [_, NewArrayExpression array] ? array.Expressions : (IReadOnlyList<Node>)[.. operands.Skip(1)];
        var values = new Expression[arguments.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Hole(translator, arguments[i]);
        return Compose.Text(Parts(call, format, values));
    }

    // null is an empty text in C#.
    private static Expression Hole(LambdaTranslator translator, Node argument) =>
        translator.Lower(argument) is var value and not Literal { Value.IsNull: true } ? value : new Literal(Datum.Of(""));

    private static IEnumerable<Expression> Parts(Node call, string format, Expression[] values)
    {
        var at = 0;
        while (at < format.Length)
        {
            var brace = format.AsSpan(at).IndexOfAny('{', '}');
            if (brace != 0)
            {
                var literal = brace < 0 ? format[at..] : format.Substring(at, brace);
                yield return new Literal(Datum.Of(literal));
                at += literal.Length;
                continue;
            }

            if (at + 1 < format.Length && format[at + 1] == format[at])
            {
                yield return new Literal(Datum.Of(format[at].ToString()));
                at += 2;
                continue;
            }

            var end = format.IndexOf('}', at);
            if (format[at] == '}' || end < 0) throw Malformed(call);
            yield return One(call, format[(at + 1)..end], values);
            at = end + 1;
        }
    }

    private static Expression One(Node call, string hole, Expression[] values)
    {
        var digits = hole.AsSpan().IndexOfAny(',', ':') is var end and >= 0 ? hole[..end] : hole;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= values.Length) throw Malformed(call);
        return digits.Length == hole.Length ? values[index] : Compose.Call("format", new Literal(Datum.Of("{0" + hole[digits.Length..] + "}")), values[index]);
    }

    private static LoweringException Malformed(Node call) => new(call, "its braces don't match its arguments");
}
