using System.Text;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Dsl.Syntax;

/// <summary>
/// Reads one expression by precedence. After the first thing that isn't understood there is nothing left to read, so that everything unwinds and one mistake
/// is one problem.
/// </summary>
internal sealed partial class ExpressionReader(string text, List<SyntaxProblem> problems, bool inner = false)
{
    private static readonly (string Symbol, string Function, int Level)[] Binary =
    [
        ("??", "coalesce", 1), ("||", "or", 2), ("&&", "and", 3), ("==", "eq", 4), ("!=", "ne", 4), ("<", "lt", 5), ("<=", "le", 5), (">", "gt", 5), (">=", "ge", 5),
        ("+", "add", 6), ("-", "sub", 6), ("*", "mul", 7), ("/", "div", 7), ("%", "mod", 7),
    ];

    // Chains of these are one call of many arguments, so that a long one doesn't nest.
    private static readonly string[] Flat = ["coalesce", "or", "and", "add", "mul"];

    /// <summary>Marks its argument as a secret; no function, since it is in the expression's form.</summary>
    internal const string SecretFunction = "secret";

    private readonly Lexer lexer = new(text, text.Length);
    private Token token;
    private int depth;
    private bool broken;

    /// <summary>The whole text as one expression.</summary>
    public SyntaxNode Whole()
    {
        Advance();
        var node = Conditional();
        if (token.Kind != TokenKind.End) Fail(SyntaxIds.Unexpected, token.Span, $"The expression ends before {Describe(token)}.", "Is an operator missing?");
        return broken ? new ErrorSyntax(new TextSpan(0, text.Length)) : node;
    }

    /// <summary>A hole from its <c>${</c> on; leaves <paramref name="at"/> behind its <c>}</c>, also when what is between isn't understood.</summary>
    public SyntaxNode Hole(ref int at)
    {
        var start = at;
        lexer.Position = at + 2;
        Advance();
        var node = Conditional();
        if (!token.Is("}")) Fail(token.Kind == TokenKind.End ? SyntaxIds.Unended : SyntaxIds.Unexpected, token.Kind == TokenKind.End ? new TextSpan(start, 2) : token.Span,
            token.Kind == TokenKind.End ? "The ${ has no } that ends it." : $"The expression in ${{…}} ends before {Describe(token)}.",
            token.Kind == TokenKind.End ? "Write $${ for a literal ${." : null);
        at = broken ? EndOfHole(start + 2) : token.Span.End;
        return broken ? new ErrorSyntax(TextSpan.Between(start, at)) : node;
    }

    private SyntaxNode Conditional()
    {
        if (!Enter()) return Error();
        var node = token.IsWord("let") ? Let() : Operators(1);
        if (token.Is("?"))
        {
            Advance();
            var whenTrue = Conditional();
            Expect(":", "A condition's two values are separated by ' : '. Between names, : needs spaces, since a name may hold one.");
            var whenFalse = Conditional();
            node = new ConditionalSyntax(node.Span.To(whenFalse.Span), node, whenTrue, whenFalse);
        }

        depth--;
        return node;
    }

    // A name that is called let is a name: what follows it tells.
    private SyntaxNode Let()
    {
        var (start, back, word) = (token.Span, lexer.Position, token);
        Advance();
        if (token.Kind != TokenKind.Name || token.Segments.Count != 1)
        {
            (lexer.Position, token) = (back, word);
            return Operators(1);
        }

        var name = token.Segments[0];
        Advance();
        Expect("=", "Write let name = value in result.");
        var value = Conditional();
        if (!token.IsWord("in")) Fail(SyntaxIds.Unexpected, token.Span, $"{Describe(token)} stands where 'in' is due.", "Write let name = value in result.");
        Advance();
        var body = Conditional();
        return new LetSyntax(start.To(body.Span), name, value, body);
    }

    private SyntaxNode Operators(int level)
    {
        var left = Unary();
        var nested = 0;
        while (Array.Find(Binary, b => token.Is(b.Symbol)) is { Symbol: not null } found && found.Level >= level)
        {
            var sign = token.Span;
            Advance();
            var right = Operators(found.Level + 1);
            var span = left.Span.To(right.Span);
            if (Flat.Contains(found.Function) && left is CallSyntax call && call.Function == found.Function && call.NameSpan != call.Span && nested > 0)
            {
                ((List<SyntaxNode>)call.Arguments).Add(right);
                left = call with { Span = span };
                continue;
            }

            if (++nested > Limits.Depth) Fail(SyntaxIds.TooDeep, sign, $"Expressions nest at most {Limits.Depth} levels.", "Split it up.");
            left = new CallSyntax(span, found.Function, new List<SyntaxNode> { left, right }, sign);
        }

        return left;
    }

    private SyntaxNode Unary()
    {
        if (!token.Is("!") && !token.Is("-")) return Postfix();
        if (!Enter()) return Error();
        var sign = token;
        Advance();
        SyntaxNode node;
        if (sign.Is("-") && token.Kind == TokenKind.Number && token.Span.Start == sign.Span.End && DatumReader.Read("-" + token.Text).Value is { } number)
        {
            node = new LiteralSyntax(sign.Span.To(token.Span), number);
            Advance();
            node = Parts(node);
        }
        else
        {
            var operand = Unary();
            node = new CallSyntax(sign.Span.To(operand.Span), sign.Is("!") ? "not" : "neg", new List<SyntaxNode> { operand }, sign.Span);
        }

        depth--;
        return node;
    }

    private SyntaxNode Postfix() => Parts(Primary());

    // .name, ["name"], [0], [i], [*]
    private SyntaxNode Parts(SyntaxNode node)
    {
        for (var nested = 0; token.Is(".") || token.Is("["); nested++)
        {
            if (nested > Limits.Depth) Fail(SyntaxIds.TooDeep, token.Span, $"Expressions nest at most {Limits.Depth} levels.", "Split it up.");
            if (token.Is("."))
            {
                Advance();
                if (token.Kind == TokenKind.Number && token.Text.All(c => char.IsAsciiDigit(c) || c == '.'))
                {
                    // After a dot 0.1 is two indices.
                    foreach (var index in token.Text.Split('.')) node = new MemberSyntax(node.Span.To(token.Span), node, index, token.Span);
                    Advance();
                    continue;
                }

                if (token.Kind != TokenKind.Name || token.Segments.Count > 1)
                {
                    Fail(SyntaxIds.Unexpected, token.Span, $"After '.' stands the name of a property, and not {Describe(token)}.", "Other names stand in brackets and quotes: [\"a name\"].");
                    return node;
                }

                node = new MemberSyntax(node.Span.To(token.Span), node, token.Segments[0], token.Span);
                Advance();
                continue;
            }

            Advance();
            if (token.Is("*"))
            {
                Advance();
                Expect("]", "[*] stands for all elements.");
                var body = Parts(new ElementSyntax(node.Span));
                return new SplatSyntax(node.Span.To(body.Span), node, body);
            }

            var inner = Conditional();
            var close = token.Span;
            Expect("]", "An index ends with ].");
            var span = node.Span.To(close);
            node = inner is LiteralSyntax { Value: var value } && (value.AsText() ?? (value.AsInteger() is >= 0 and { } position ? position.ToString(System.Globalization.CultureInfo.InvariantCulture) : null)) is { } name
                ? new MemberSyntax(span, node, name, inner.Span)
                : new IndexSyntax(span, node, inner);
        }

        return node;
    }

    private SyntaxNode Primary()
    {
        var first = token;
        switch (first.Kind)
        {
            case TokenKind.Number:
                Advance();
                return first.Number is { } number ? new LiteralSyntax(first.Span, number)
                    : Unexpected(first, "The number isn't written as numbers are.", "Leading zeros aren't allowed.");
            case TokenKind.Quote: return Quoted();
            case TokenKind.Name:
                Advance();
                if (token.Is("(") && first.Segments.Count == 1) return Call(first);
                return Word(first) is { } value ? new LiteralSyntax(first.Span, value) : new NameSyntax(first.Span, first.Segments);
            case TokenKind.Symbol when first.Text is "(" or "[" or "{":
                return first.Text switch { "(" => Parenthesis(), "[" => List(), _ => Map() };
            case TokenKind.End: return Unexpected(first, "A value is missing.", null);
            case TokenKind.Bad when first.Text == "`": return Unexpected(first, "A name in ` has no ` that ends it, or is empty.", null);
            default: return Unexpected(first, $"A value is missing before {Describe(first)}.", first.Text == "'" ? "Texts stand in double quotes." : null);
        }
    }

    private SyntaxNode Parenthesis()
    {
        var open = token.Span;
        Advance();
        var node = Conditional();
        var close = token.Span;
        Expect(")", "A parenthesis has no ) that ends it.");
        return node with { Span = open.To(close) };
    }

    private CallSyntax Call(Token name)
    {
        Advance();
        var arguments = new List<SyntaxNode>();
        while (!token.Is(")") && !broken)
        {
            arguments.Add(Conditional());
            if (!token.Is(",")) break;
            Advance();
        }

        var close = token.Span;
        Expect(")", $"The arguments of {name.Segments[0]} are separated by commas and end with ).");
        if (!broken) CheckCall(name, arguments);
        return new CallSyntax(name.Span.To(close), name.Segments[0], arguments, name.Span);
    }

    // Reported and still read: it is in order as far as the grammar goes.
    private void CheckCall(Token name, IReadOnlyList<SyntaxNode> arguments)
    {
        var (function, count) = (name.Segments[0], arguments.Count);
        if (function == SecretFunction && count == 1) return;
        if (External.IsFunction(function) && function != SecretFunction)
        {
            if (arguments is not [LiteralSyntax { Value.Kind: DatumKind.Text }])
                problems.Add(new SyntaxProblem(SyntaxIds.ArgumentCount, name.Span, $"{function} takes one text without holes: it is read before anything is computed.", $"Write {function}(\"…\")."));
            return;
        }

        if (inner && function == "template") problems.Add(new SyntaxProblem(SyntaxIds.UnknownFunction, name.Span, "A template's text can't call template."));
        else if (Functions.Signature(function) is not { } signature)
        {
            var nearest = Nearest.To(function, Functions.Names.Concat([SecretFunction, External.Asset, External.Archive, External.Deployment]));
            problems.Add(new SyntaxProblem(SyntaxIds.UnknownFunction, name.Span, $"There is no function {function}.", nearest is null ? null : $"Did you mean {nearest}?"));
        }
        else if (count < signature.MinArguments || count > signature.MaxArguments)
        {
            var takes = signature.MinArguments == signature.MaxArguments ? $"{signature.MinArguments}"
                : signature.MaxArguments == int.MaxValue ? $"at least {signature.MinArguments}" : $"{signature.MinArguments} to {signature.MaxArguments}";
            problems.Add(new SyntaxProblem(SyntaxIds.ArgumentCount, name.Span, $"{function} takes {takes} {(takes is "1" or "at least 1" ? "argument" : "arguments")}, and was given {count}."));
        }
    }

    private static Datum? Word(Token name) => name.IsWord("true") ? Datum.True : name.IsWord("false") ? Datum.False : name.IsWord("null") ? Datum.Null : null;

    private void Advance()
    {
        if (!broken) token = lexer.Next();
    }

    private void Expect(string symbol, string rule)
    {
        if (!token.Is(symbol)) Fail(SyntaxIds.Unexpected, token.Span, token.Kind == TokenKind.End ? $"A {symbol} is missing at the end." : $"{Describe(token)} stands where a {symbol} is due.", rule);
        Advance();
    }

    private bool Enter()
    {
        if (++depth <= Limits.Depth) return true;
        depth--;
        Fail(SyntaxIds.TooDeep, token.Span, $"Expressions nest at most {Limits.Depth} levels.", "Split it up.");
        return false;
    }

    private ErrorSyntax Unexpected(Token at, string message, string? remedy)
    {
        Fail(SyntaxIds.Unexpected, at.Span, message, remedy);
        return Error();
    }

    private ErrorSyntax Error() => new(token.Span);

    private void Fail(string id, TextSpan span, string message, string? remedy)
    {
        if (broken) return;
        broken = true;
        problems.Add(new SyntaxProblem(id, span, message, remedy));
        token = new Token(TokenKind.End, span, "", []);
    }

    private string Describe(Token at) => at.Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Quote => "a text",
        _ => $"'{Shown(text.Substring(at.Span.Start, at.Span.Length))}'",
    };

    private static string Shown(string part) => part.Length <= 40 ? part : part[..40] + "…";
}
