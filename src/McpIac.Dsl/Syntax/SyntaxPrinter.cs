using System.Globalization;
using System.Text;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Syntax;

/// <summary>Expression → text. Reading what was printed yields an equal expression.</summary>
/// <param name="nameOf">How a resource is referred to, by its urn: <c>aws:vpc:subnet:app</c>, or a name alone where that is enough.</param>
public sealed class SyntaxPrinter(Func<string, string> nameOf)
{
    private static readonly Dictionary<string, (string Symbol, int Level)> Operators = new(StringComparer.Ordinal)
    {
        ["coalesce"] = ("??", 1), ["or"] = ("||", 2), ["and"] = ("&&", 3), ["eq"] = ("==", 4), ["ne"] = ("!=", 4), ["lt"] = ("<", 5), ["le"] = ("<=", 5),
        ["gt"] = (">", 5), ["ge"] = (">=", 5), ["add"] = ("+", 6), ["sub"] = ("-", 6), ["mul"] = ("*", 7), ["div"] = ("/", 7), ["mod"] = ("%", 7),
    };

    private const int AnyLevel = 0, UnaryLevel = 8, PostfixLevel = 9;

    // A text alone in secret() names one of the project.
    private static readonly Literal Always = new(Datum.True), Nothing = new(Datum.Of(""));

    /// <summary>As it stands in YAML or JSON: a text with holes.</summary>
    public string Template(Expression expression) => Unhidden(expression) switch
    {
        Literal { Value: var value } when value.AsText() is { } text => EscapeHoles(text),
        Interpolation text when Pieces(text) is not [{ Hole: not null }] and var pieces => string.Concat(pieces.Select((p, i) => p.Hole is { } hole ? $"${{{Printed(hole)}}}"
            : BeforeHole(pieces, i) ? DollarsApart(p.Text) : EscapeHoles(p.Text))),
        var unhidden => $"${{{Printed(unhidden)}}}",
    };

    /// <summary>As it stands inside of <c>${…}</c>.</summary>
    public string Expression(Expression expression) => Printed(Unhidden(expression));

    private string Printed(Expression expression)
    {
        var text = new StringBuilder();
        Print(text, expression, AnyLevel);
        return text.ToString();
    }

    // A variable that is called what a resource is referred to by would hide it: such a variable gets another name.
    private Expression Unhidden(Expression expression)
    {
        var variables = References.Parts(expression).Select(p => p switch { For loop => loop.Variable, Let let => let.Name, _ => null }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (variables.Count == 0) return expression;
        var taken = References.Parts(expression).OfType<Reference>().Select(r => nameOf(r.Urn)).ToHashSet(StringComparer.Ordinal);
        var hidden = variables.Where(taken.Contains).ToHashSet(StringComparer.Ordinal);
        if (hidden.Count == 0) return expression;
        taken.UnionWith(variables);
        return Renamed(expression);

        Expression Renamed(Expression whole) => ExpressionRewriter.Rewrite(whole, part => part switch
        {
            Variable variable => new Variable(Free(variable.Name)),
            For loop => new For(Free(loop.Variable), Renamed(loop.Source), Renamed(loop.Body), loop.Filter is { } filter ? Renamed(filter) : null),
            Let let => new Let(Free(let.Name), Renamed(let.Value), Renamed(let.Body)),
            _ => null,
        });

        string Free(string variable)
        {
            if (!hidden.Contains(variable)) return variable;
            while (taken.Contains(variable)) variable += "_";
            return variable;
        }
    }

    private void Print(StringBuilder text, Expression expression, int level)
    {
        switch (expression)
        {
            case Literal literal: PrintValue(text, literal.Value); break;
            case Secret { Value: Interpolation or Literal { Value.Kind: DatumKind.Text } } secret: PrintCall(text, "secret", [new Conditional(Always, secret.Value, Nothing)]); break;
            case Secret secret: PrintCall(text, "secret", [secret.Value]); break;
            case External external:
                PrintCall(text, external.Kind, [new Literal(Datum.Of(external.Path[0]))]);
                foreach (var member in external.Path.Skip(1)) PrintMember(text, member);
                break;
            case Variable variable: text.Append(Name(variable.Name)); break;
            case Reference reference:
                text.Append(nameOf(reference.Urn));
                foreach (var member in reference.Path) PrintMember(text, member);
                break;
            case Access access:
                Print(text, access.Target, PostfixLevel);
                PrintMember(text, access.Member);
                break;
            case ListExpression list:
                text.Append('[');
                PrintAll(text, list.Items);
                text.Append(']');
                break;
            case MapExpression map: PrintMap(text, map.Members.Select(m => (m.Key, (Action)(() => Print(text, m.Value, AnyLevel))))); break;
            case Interpolation interpolation: PrintTemplate(text, interpolation); break;
            case Conditional c:
                Grouped(text, level > AnyLevel, () =>
            {
                Print(text, c.Condition, 1);
                text.Append(" ? ");
                Print(text, c.WhenTrue, AnyLevel);
                text.Append(" : ");
                Print(text, c.WhenFalse, AnyLevel);
            }); break;
            case For loop:
                text.Append("[for ").Append(Name(loop.Variable)).Append(" in ");
                Print(text, loop.Source, AnyLevel);
                text.Append(" : ");
                Print(text, loop.Body, AnyLevel);
                if (loop.Filter is not null)
                {
                    text.Append(" if ");
                    Print(text, loop.Filter, AnyLevel);
                }

                text.Append(']');
                break;
            case Let let:
                Grouped(text, level > AnyLevel, () =>
            {
                text.Append("let ").Append(Name(let.Name)).Append(" = ");
                Print(text, let.Value, AnyLevel);
                text.Append(" in ");
                Print(text, let.Body, AnyLevel);
            }); break;
            case Call call: PrintCall(text, call, level); break;
        }
    }

    private void PrintCall(StringBuilder text, Call call, int level)
    {
        if (call.Function is "not" && call.Arguments.Count == 1)
        {
            Grouped(text, level > UnaryLevel, () => Print(text.Append('!'), call.Arguments[0], UnaryLevel));
            return;
        }

        if (Operators.TryGetValue(call.Function, out var symbol) && call.Arguments.Count >= 2 && (call.Arguments.Count == 2 || IsFlat(call.Function)))
        {
            Grouped(text, level > symbol.Level, () =>
            {
                for (var i = 0; i < call.Arguments.Count; i++)
                {
                    if (i > 0) text.Append(' ').Append(symbol.Symbol).Append(' ');

                    // On the left the same operator would be read as one chain with this one.
                    var argument = call.Arguments[i];
                    Print(text, argument, i > 0 || argument is Call inner && inner.Function == call.Function && IsFlat(call.Function) ? symbol.Level + 1 : symbol.Level);
                }
            });
            return;
        }

        PrintCall(text, call.Function, call.Arguments);
    }

    private void PrintCall(StringBuilder text, string function, IReadOnlyList<Expression> arguments)
    {
        text.Append(function).Append('(');
        PrintAll(text, arguments);
        text.Append(')');
    }

    private void PrintAll(StringBuilder text, IReadOnlyList<Expression> expressions)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Print(text, expressions[i], AnyLevel);
        }
    }

    private static void PrintMap(StringBuilder text, IEnumerable<(string Key, Action Value)> members)
    {
        text.Append('{');
        var first = true;
        foreach (var (key, value) in members)
        {
            text.Append(first ? "" : ", ").Append(IsPlain(key) ? key : Quote(key)).Append(": ");
            first = false;
            value();
        }

        text.Append('}');
    }

    private void PrintTemplate(StringBuilder text, Interpolation interpolation)
    {
        text.Append('"');
        var pieces = Pieces(interpolation);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (pieces[i].Hole is not { } hole)
            {
                text.Append(Escape(BeforeHole(pieces, i) ? pieces[i].Text[..^1] : pieces[i].Text)).Append(BeforeHole(pieces, i) ? "\\u0024" : "");
                continue;
            }

            text.Append("${");
            Print(text, hole, AnyLevel);
            text.Append('}');
        }

        text.Append('"');
    }

    // Neighbouring texts as one, so that what is to be escaped is seen.
    private static List<(string Text, Expression? Hole)> Pieces(Interpolation interpolation)
    {
        var pieces = new List<(string Text, Expression? Hole)>();
        foreach (var part in interpolation.Parts)
        {
            if (part is not Literal { Value: var value } || value.AsText() is not { } text) pieces.Add(("", part));
            else if (pieces.Count > 0 && pieces[^1].Hole is null) pieces[^1] = (pieces[^1].Text + text, null);
            else if (text.Length > 0) pieces.Add((text, null));
        }

        return pieces;
    }

    // A $ right before a hole would be read as an escape of it.
    private static bool BeforeHole(List<(string Text, Expression? Hole)> pieces, int index) =>
        pieces[index].Text.EndsWith('$') && index + 1 < pieces.Count && pieces[index + 1].Hole is not null;

    private static void PrintValue(StringBuilder text, Datum value)
    {
        switch (value.Kind)
        {
            case DatumKind.Text: text.Append(Quote(value.AsText() ?? "")); break;
            case DatumKind.List:
                text.Append('[');
                for (var i = 0; i < value.Items.Count; i++)
                {
                    if (i > 0) text.Append(", ");
                    PrintValue(text, value.Items[i]);
                }

                text.Append(']');
                break;
            case DatumKind.Map: PrintMap(text, value.Members.Select(m => (m.Key, (Action)(() => PrintValue(text, m.Value))))); break;
            default: text.Append(value); break;
        }
    }

    private static void PrintMember(StringBuilder text, string member)
    {
        if (member.Length > 0 && member.Length < 10 && member.All(char.IsAsciiDigit) && (member == "0" || member[0] != '0')) text.Append('[').Append(member).Append(']');
        else if (IsPlain(member)) text.Append('.').Append(member);
        else text.Append('[').Append(Quote(member)).Append(']');
    }

    private static void Grouped(StringBuilder text, bool grouped, Action print)
    {
        if (grouped) text.Append('(');
        print();
        if (grouped) text.Append(')');
    }

    private static bool IsFlat(string function) => function is "coalesce" or "or" or "and" or "add" or "mul";

    /// <summary>A name as it has to be written: in backquotes when it has other characters than names do.</summary>
    public static string Name(string name) => IsPlain(name) ? name : $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    // What the lexer reads as one name.
    private static bool IsPlain(string name)
    {
        if (name.Length == 0 || !Lexer.IsNameStart(name[0])) return false;
        for (var i = 1; i < name.Length; i++)
        {
            if (!Lexer.IsNamePart(name[i]) && !(name[i] == '-' && i + 1 < name.Length && Lexer.IsNamePart(name[i + 1]))) return false;
        }

        return name is not ("for" or "true" or "false" or "null" or "let");
    }

    // All of those at the end: one that is left would make an escape of the hole.
    private static string DollarsApart(string text)
    {
        var before = text.TrimEnd('$');
        return $"{EscapeHoles(before)}${{\"{text[before.Length..]}\"}}";
    }

    private static string EscapeHoles(string text) => text.Replace("${", "$${", StringComparison.Ordinal);

    private static string Quote(string text) => $"\"{Escape(text)}\"";

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            escaped.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '$' when i + 1 < text.Length && text[i + 1] == '{' => "$$",
                _ when char.IsControl(c) || char.IsSurrogate(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
