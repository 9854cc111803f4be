using System.Globalization;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl;

/// <summary>Collects the parts of an interpolated string.</summary>
internal sealed class TextBuilder
{
    private readonly List<Expression> parts = [];
    private Expression? made;

    public Expression ToExpression() => made ??= Compose.Text(parts);

    public void Literal(string text) => parts.Add(new Literal(Datum.Of(text)));

    /// <summary>A hole: a value becomes a part, anything else its text, as C# would write it in the invariant culture; null is empty.</summary>
    public void Hole(object? value, int alignment, string? format)
    {
        switch (value)
        {
            case null when alignment == 0: break;
            case IExpressible expressible: Hole(expressible.ToExpression(), alignment, format); break;
            case Resource: parts.Add(Literals.From(value)); break;
            case string text when alignment == 0: parts.Add(Tokens.Recover(text)); break;
            case string text when Tokens.IsIn(text): Hole(Tokens.Recover(text), alignment, format); break;
            case bool flag when alignment == 0: parts.Add(new Literal(Datum.Of(flag))); break;
            default: parts.Add(Tokens.Recover(string.Format(CultureInfo.InvariantCulture, Composite(alignment, format), value))); break;
        }
    }

    public void Hole(Expression? value, int alignment, string? format)
    {
        var part = value ?? Literals.Null;
        parts.Add(alignment == 0 && string.IsNullOrEmpty(format) ? part : Formatted(part, alignment, format));
    }

    public static Expression Formatted(Expression value, int alignment, string? format) =>
        Compose.Call("format", new Literal(Datum.Of(Composite(alignment, format))), value);

    private static string Composite(int alignment, string? format) => (alignment, format) switch
    {
        (0, null or "") => "{0}",
        (0, _) => $"{{0:{format}}}",
        (_, null or "") => string.Create(CultureInfo.InvariantCulture, $"{{0,{alignment}}}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{{0,{alignment}:{format}}}"),
    };
}
