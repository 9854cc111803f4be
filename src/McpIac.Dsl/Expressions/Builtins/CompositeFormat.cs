using System.Globalization;
using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary><c>format(text, …)</c>: .NET's composite format, <c>{index[,width][:format]}</c> with <c>{{</c> and <c>}}</c>, bounded in width and precision.</summary>
internal static class CompositeFormat
{
    private const string Malformed = "format was given a text whose braces don't match {index,width:format}";

    public static Outcome Apply(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].AsText() is not { } format) return Arguments.Wrong("format", "a text first", arguments[0]);
        work.Spend(format.Length);
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var c = format[i];
            if (c is '{' or '}' && i + 1 < format.Length && format[i + 1] == c)
            {
                text.Append(c);
                i++;
                continue;
            }

            if (c == '}') return Outcome.Fail(Malformed);
            if (c != '{')
            {
                text.Append(c);
                continue;
            }

            var end = format.IndexOf('}', i);
            if (end < 0) return Outcome.Fail(Malformed);
            var hole = Hole(format[(i + 1)..end], arguments);
            if (hole.Error is not null) return hole;
            var written = hole.Value.AsText() ?? "";
            work.Spend(written.Length);
            text.Append(written);
            i = end;
        }

        return text.ToString();
    }

    private static Outcome Hole(string hole, IReadOnlyList<Datum> arguments)
    {
        var colon = hole.IndexOf(':', StringComparison.Ordinal);
        var specifier = colon < 0 ? "" : hole[(colon + 1)..];
        var head = (colon < 0 ? hole : hole[..colon]).Split(',');
        if (head.Length > 2 || !int.TryParse(head[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) return Outcome.Fail(Malformed);
        if (index >= arguments.Count - 1) return Outcome.Fail($"format has no argument {index}");
        var width = 0;
        if (head.Length == 2 && !int.TryParse(head[1].Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out width)) return Outcome.Fail(Malformed);
        if (width is < -Limits.Padding or > Limits.Padding) return Outcome.Fail($"format pads to at most {Limits.Padding} characters");
        var written = Write(arguments[index + 1], specifier);
        if (written.Error is not null) return written;
        var text = written.Value.AsText() ?? "";
        return width < 0 ? text.PadRight(-width) : text.PadLeft(width);
    }

    // A specifier means something to numbers alone, as in .NET: a text or a boolean ignores it.
    private static Outcome Write(Datum value, string specifier)
    {
        if (specifier.Length == 0 || value.Kind != DatumKind.Number) return Texts.Of(value);
        if (specifier.Length > 50 || PrecisionOf(specifier) > 100) return Outcome.Fail("format was given a number format that is too long");
        try
        {
            return value.AsInteger() is { } whole ? whole.ToString(specifier, CultureInfo.InvariantCulture)
                : value.AsDouble() is { } number ? number.ToString(specifier, CultureInfo.InvariantCulture)
                : Texts.Of(value);
        }
        catch (FormatException)
        {
            return Outcome.Fail("format was given a number format that doesn't suit the number");
        }
    }

    private static int PrecisionOf(string specifier) =>
        char.IsAsciiLetter(specifier[0]) && specifier.AsSpan(1) is { Length: > 0 } digits && !digits.ContainsAnyExceptInRange('0', '9')
            ? int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var precision) ? precision : int.MaxValue
            : 0;
}
