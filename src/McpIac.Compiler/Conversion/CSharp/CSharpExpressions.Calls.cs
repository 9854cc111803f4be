using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Conversion.CSharp;

/// <content>Calls of functions, by the members that make them.</content>
internal sealed partial class CSharpExpressions
{
    private static readonly CSharpType.Scalar S = CSharpType.Text, L = CSharpType.Whole, D = CSharpType.Number, B = CSharpType.Truth;

    // Methods of a text: what they take, and what they yield.
    private static readonly Dictionary<string, (string Method, CSharpType[] Takes, CSharpType Yields)> OfText = new(StringComparer.Ordinal)
    {
        ["upper"] = ("ToUpper", [], S), ["lower"] = ("ToLower", [], S), ["trim"] = ("Trim", [], S), ["replace"] = ("Replace", [S, S], S), ["split"] = ("Split", [S], new CSharpType.List(S)),
        ["startsWith"] = ("StartsWith", [S], B), ["endsWith"] = ("EndsWith", [S], B), ["indexOf"] = ("IndexOf", [S], L), ["padLeft"] = ("PadLeft", [L, S], S), ["padRight"] = ("PadRight", [L, S], S),
        ["asNumber"] = ("AsNumber", [], D), ["trimStart"] = ("TrimStart", [], S), ["trimEnd"] = ("TrimEnd", [], S), ["trimPrefix"] = ("TrimPrefix", [S], S), ["trimSuffix"] = ("TrimSuffix", [S], S),
        ["indent"] = ("Indent", [L], S), ["lastIndexOf"] = ("LastIndexOf", [S], L),
    };

    private static readonly Dictionary<string, (string Method, CSharpType[] Takes, CSharpType Yields)> Static = new(StringComparer.Ordinal)
    {
        ["cidrSubnet"] = ("Cidr.Subnet", [S, L, L], S), ["cidrHost"] = ("Cidr.Host", [S, L], S), ["cidrContains"] = ("Cidr.Contains", [S, S], B),
        ["base64encode"] = ("Encode.Base64", [S], S), ["jsonEncode"] = ("Encode.Json", [CSharpType.Any.Instance], S), ["yamlEncode"] = ("Encode.Yaml", [CSharpType.Any.Instance], S), ["sha256"] = ("Encode.Sha256", [S], S),
        ["base64decode"] = ("Decode.Base64", [S], S), ["jsonDecode"] = ("Decode.Json", [S], CSharpType.Any.Instance), ["yamlDecode"] = ("Decode.Yaml", [S], CSharpType.Any.Instance),
        ["cidrOverlaps"] = ("Cidr.Overlaps", [S, S], B), ["sha512"] = ("Encode.Sha512", [S], S), ["sha1"] = ("Encode.Sha1", [S], S), ["md5"] = ("Encode.Md5", [S], S), ["hexEncode"] = ("Encode.Hex", [S], S),
        ["urlEncode"] = ("Encode.Url", [S], S), ["matches"] = ("Pattern.IsMatch", [S, S], B), ["capture"] = ("Pattern.Capture", [S, S], new CSharpType.List(S)), ["replacePattern"] = ("Pattern.Replace", [S, S, S], S),
        ["template"] = ("Template.Fill", [S, CSharpType.Any.Instance], S), ["timeFormat"] = ("Time.Format", [S, S], S), ["timeAdd"] = ("Time.Add", [S, S], S), ["range"] = ("Calculate.Range", [L, L], new CSharpType.List(L)),
        ["floor"] = ("Calculate.Floor", [D], L), ["ceil"] = ("Calculate.Ceiling", [D], L), ["round"] = ("Calculate.Round", [D], L),
    };

    private static readonly Dictionary<string, string> Arithmetic = new(StringComparer.Ordinal) { ["add"] = "+", ["sub"] = "-", ["mul"] = "*", ["mod"] = "%", ["div"] = "/", ["quotient"] = "/" };
    private static readonly Dictionary<string, string> Order = new(StringComparer.Ordinal) { ["lt"] = "<", ["le"] = "<=", ["gt"] = ">", ["ge"] = ">=" };

    private CSharpCode Called(Call call, int indent)
    {
        var arguments = call.Arguments;
        string Of(CSharpType type, int i) => For(type, arguments[i], indent);
        string Receiver(CSharpType type, int i) => Operand(type, arguments[i], indent);
        if (OfText.TryGetValue(call.Function, out var method) && arguments.Count == method.Takes.Length + 1)
            return new($"{Receiver(S, 0)}.{method.Method}({string.Join(", ", method.Takes.Select((t, i) => Of(t, i + 1)))})", method.Yields);
        if (Static.TryGetValue(call.Function, out var function) && arguments.Count == function.Takes.Length)
            return new($"{function.Method}({string.Join(", ", function.Takes.Select(Of))})", function.Yields);
        if (Arithmetic.TryGetValue(call.Function, out var symbol) && arguments.Count >= 2)
        {
            var type = call.Function switch { "div" => D, "quotient" => L, _ => Numeric(arguments, indent) };
            return new(string.Join($" {symbol} ", arguments.Select((a, i) => i == 0 ? Operand(type, a, indent) : Right(type, a, indent))), type, IsCompound: true);
        }

        if (Order.TryGetValue(call.Function, out var comparison) && arguments.Count == 2)
        {
            var type = Numeric(arguments, indent);
            return new($"{Operand(type, arguments[0], indent)} {comparison} {Right(type, arguments[1], indent)}", B, IsCompound: true);
        }

        return (call.Function, arguments.Count) switch
        {
            ("and" or "or", >= 2) => new(string.Join(call.Function == "and" ? " & " : " | ", arguments.Select(a => Operand(B, a, indent))), B, IsCompound: true),
            ("not", 1) => new($"!{Receiver(B, 0)}", B, IsCompound: true),
            ("neg", 1) when Numeric(arguments, indent) is var type => new($"-{Receiver(type, 0)}", type, IsCompound: true),
            ("eq" or "ne", 2) when Compared(arguments, indent) is var type => new($"{Operand(type, arguments[0], indent)} {(call.Function == "eq" ? "==" : "!=")} {Right(type, arguments[1], indent)}", B, IsCompound: true),
            ("coalesce", >= 2) when arguments.Select(a => a is Literal { Value.IsNull: true } ? null : Natural(a, indent).Type).FirstOrDefault(t => t is CSharpType.Scalar) is CSharpType.Scalar type => new(For(type, call, indent), type),
            ("substring", 2) => new($"{Receiver(S, 0)}.Substring({Of(L, 1)})", S),
            ("substring", 3) => new($"{Receiver(S, 0)}.Substring({Of(L, 1)}, {Of(L, 2)})", S),
            ("asText", 1) when Natural(arguments[0], indent) is { Type: not CSharpType.Scalar { Name: "string" } } value => new($"{(value.Type is CSharpType.Scalar ? value.Operand : Adapted(L, value))}.AsText()", S),
            ("min" or "max", 2) when Numeric(arguments, indent) is var type => new($"Calculate.{(call.Function == "min" ? "Min" : "Max")}({Typed(type, arguments[0], indent)}, {Of(type, 1)})", type),
            ("abs", 1) when Numeric(arguments, indent) is var type => new($"Calculate.Abs({Typed(type, arguments[0], indent)})", type),
            ("lookup", 2) when Natural(arguments[0], indent) is { Type: CSharpType.List { Element: var element } } list => new($"{list.Operand}[{Typed(L, arguments[1], indent)}]", element),
            _ => OfCollection(call, indent) ?? throw new NoSpellingException($"the function {call.Function} has no spelling for these arguments"),
        };
    }

    private CSharpCode? OfCollection(Call call, int indent)
    {
        if (call.Arguments.Count == 0) return null;
        var target = Natural(call.Arguments[0], indent);
        string Of(CSharpType type, int i) => For(type, call.Arguments[i], indent);
        if (call is { Function: "contains", Arguments.Count: 2 } && target.Type is not CSharpType.List) return new($"{Operand(S, call.Arguments[0], indent)}.Contains({Of(S, 1)})", B);
        if (call is { Function: "length", Arguments.Count: 1 }) return new($"{(target.Type is CSharpType.Scalar { Name: "string" } or CSharpType.List or CSharpType.Objects ? target.Operand : Adapted(new CSharpType.List(S), target))}.Length", L);
        if (target.Type is CSharpType.Any && call.Function is "keys" or "values" or "hasKey" or "merge") target = new(Adapted(new CSharpType.Map(S), target), new CSharpType.Map(S));
        else if (target.Type is CSharpType.Any) target = new(Adapted(new CSharpType.List(S), target), new CSharpType.List(S));
        return (call.Function, call.Arguments.Count, target.Type) switch
        {
            ("contains", 2, CSharpType.List { Element: var e }) => new($"{target.Operand}.Contains({Of(e, 1)})", B),
            ("first", 1, CSharpType.List { Element: var e }) => new($"{target.Operand}.First()", e),
            ("last", 1, CSharpType.List { Element: var e }) => new($"{target.Operand}.Last()", e),
            ("distinct", 1, CSharpType.List) => new($"{target.Operand}.Distinct()", target.Type),
            ("sort", 1, CSharpType.List) => new($"{target.Operand}.Sort()", target.Type),
            ("reverse", 1, CSharpType.List) => new($"{target.Operand}.Reverse()", target.Type),
            ("union" or "intersect" or "except", 2, CSharpType.List) => new($"{target.Operand}.{char.ToUpperInvariant(call.Function[0])}{call.Function[1..]}({Of(target.Type, 1)})", target.Type),
            ("all" or "any", 1, _) when Adapted(new CSharpType.List(B), target) is var flags => new($"{flags}.{(call.Function == "all" ? "All" : "Any")}()", B),
            ("sum" or "min" or "max", 1, _) when target.Type is CSharpType.List { Element: var e } && (e == L || e == D) => new($"{target.Operand}.{char.ToUpperInvariant(call.Function[0])}{call.Function[1..]}()", e),
            ("skip", 2, CSharpType.List) => new($"{target.Operand}.Skip({Of(L, 1)})", target.Type),
            ("take", 2, CSharpType.List) => new($"{target.Operand}.Take({Of(L, 1)})", target.Type),
            ("join", 2, CSharpType.List) => new($"{target.Operand}.Join({Of(S, 1)})", S),
            ("concat", >= 2, CSharpType.List) => new(call.Arguments.Skip(1).Aggregate(target.Operand, (code, more) => $"{code}.Concat({For(target.Type, more, indent)})"), target.Type),
            ("keys", 1, CSharpType.Map) => new($"{target.Operand}.Keys", new CSharpType.List(S)),
            ("values", 1, CSharpType.Map { Element: var e }) => new($"{target.Operand}.Values", new CSharpType.List(e)),
            ("hasKey", 2, CSharpType.Map) => new($"{target.Operand}.ContainsKey({Of(S, 1)})", B),
            ("merge", >= 2, CSharpType.Map) => new(call.Arguments.Skip(1).Aggregate(target.Operand, (code, more) => $"{code}.Merge({For(target.Type, more, indent)})"), target.Type),
            _ => null,
        };
    }

    /// <summary>A number with a fraction when one of them may have one.</summary>
    private CSharpType.Scalar Numeric(IEnumerable<Expression> arguments, int indent) => arguments.Any(a => Equals(Natural(a, indent).Type, D)) ? D : L;

    /// <summary>What two values are compared as: what one of them is by itself, else as the literal beside it.</summary>
    private CSharpType.Scalar Compared(IReadOnlyList<Expression> arguments, int indent)
    {
        CSharpType[] types = [.. arguments.Where(a => a is not Literal { Value.IsNull: true }).OrderBy(a => a is Literal).Select(a => Natural(a, indent).Type)];
        if (types.OfType<CSharpType.Scalar>().ToArray() is { Length: > 0 } scalars) return scalars.Contains(D) ? D : scalars[0];
        return types.Any(t => t is not CSharpType.Any) ? throw new NoSpellingException("lists and maps can't be compared") : S;
    }

    // Both sides of an operator have its type; a literal on the left has to say it.
    private string Operand(CSharpType type, Expression expression, int indent)
    {
        var natural = Natural(expression, indent);
        if (Equals(natural.Type, type)) return natural.Operand;
        if (expression is Literal) return $"(({NameOf(type)}){For(type, expression, indent)})";
        return Adapted(type, natural);
    }

    private string Right(CSharpType.Scalar type, Expression expression, int indent) => expression is Literal { Value: { IsNull: false } value } && Scalar(type, value, indent) is { } literal
        ? literal.StartsWith('-') ? $"({literal})" : literal : Operand(type, expression, indent);

    private string Typed(CSharpType type, Expression expression, int indent) => expression is Literal ? $"({NameOf(type)}){For(type, expression, indent)}" : For(type, expression, indent);
}
