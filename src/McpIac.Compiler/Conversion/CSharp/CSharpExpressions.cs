using System.Globalization;
using System.Runtime.CompilerServices;
using McpIac.Compiler.Documents;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>Expressions → C#, by what the place where they stand takes.</summary>
/// <param name="resources">The variable and the class of a resource, by its urn.</param>
/// <param name="parameters">The variable and the type of a secret parameter, by its name.</param>
internal sealed partial class CSharpExpressions(
    IReadOnlyDictionary<string, (string Variable, GeneratedClass Class)> resources, IReadOnlyDictionary<string, (string Variable, CSharpType.Scalar Type)> parameters)
{
    private const int Step = 4;

    private readonly Dictionary<string, CSharpType> variables = new(StringComparer.Ordinal);

    // Inside of a lambda that is read and not run: interpolated texts are plain strings there, and variables plain values.
    private int lambdas;

    /// <summary>The value for a place of that type.</summary>
    /// <param name="indent">Of the line that it begins on, in spaces.</param>
    /// <exception cref="NoSpellingException">A part has no spelling in C#.</exception>
    public string For(CSharpType target, Expression expression, int indent)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return (target, expression) switch
        {
            (_, Literal { Value.IsNull: true }) => Null(target),
            (CSharpType.Scalar scalar, Literal { Value: var value }) when Scalar(scalar, value, indent) is { } literal => literal,
            (CSharpType.Scalar { Name: "string" } or CSharpType.Any, Interpolation text) => lambdas > 0 && target is CSharpType.Any ? throw new NoSpellingException("an interpolated text stands in a lambda") : Interpolated(text, indent),
            (CSharpType.Scalar or CSharpType.Any, External { Kind: DocumentParameter.Open } external) when lambdas == 0 && Open(external) is var (variable, type) && (target is CSharpType.Any || Equals(type, target)) => variable,
            (CSharpType.Scalar or CSharpType.List, Conditional c) => Conditional(target, c, indent),
            (CSharpType.Scalar scalar, Secret secret) => $"Secret({Cast(scalar, secret.Value, indent)})",
            (CSharpType.Scalar scalar, Call { Function: "coalesce" } call) => $"Coalesce({string.Join(", ", call.Arguments.Select((a, i) => i == 0 ? Cast(scalar, a, indent) : For(scalar, a, indent)))})",
            (CSharpType.List or CSharpType.Objects or CSharpType.Any, ListExpression list) => Elements(target, list.Items, indent),
            (CSharpType.List or CSharpType.Objects or CSharpType.Any, Literal { Value: { Kind: DatumKind.List } list }) => Elements(target, [.. list.Items.Select(i => new Literal(i))], indent),
            (CSharpType.List or CSharpType.Any, Call { Function: "concat" } call) when call.Arguments.Any(a => a is ListExpression) && target is CSharpType.List => Spread((CSharpType.List)target, call, indent),
            (CSharpType.Map or CSharpType.Any or CSharpType.Object, MapExpression map) => Members(target, map.Members, indent),
            (CSharpType.Map or CSharpType.Any or CSharpType.Object, Literal { Value: { Kind: DatumKind.Map } map }) => Members(target, [.. map.Members.Select(m => KeyValuePair.Create(m.Key, (Expression)new Literal(m.Value)))], indent),
            (CSharpType.Any, Literal { Value: var value }) => Free(value, indent),
            _ => Adapted(target, Natural(expression, indent)),
        };
    }

    /// <summary>Members of an initializer, on one line where they fit.</summary>
    private static string Initializer(IReadOnlyList<string> members, int indent)
    {
        if (members.Count == 0) return "{ }";
        var line = $"{{ {string.Join(", ", members)} }}";
        if (line.Length + indent <= 110 && !line.Contains('\n', StringComparison.Ordinal)) return line;
        var margin = new string(' ', indent);
        return $"\n{margin}{{\n{string.Concat(members.Select(m => $"{margin}    {m},\n"))}{margin}}}";
    }

    /// <summary>An instance with its initializer.</summary>
    public static string Made(string code, IReadOnlyList<string> members, int indent) => Beside(code, Initializer(members, indent));

    public static string Assigned(string target, string value) => Beside($"{target} =", value);

    // What has several lines may begin on the next.
    private static string Beside(string code, string more) => more[0] == '\n' ? code + more : $"{code} {more}";

    // A parameter is a plain value of C#.
    private (string Variable, CSharpType.Scalar Type)? Open(External external) => external.Path.Count == 1 && parameters.TryGetValue(external.Path[0], out var parameter) ? parameter : null;

    private static string Null(CSharpType target) => target switch
    {
        CSharpType.Scalar scalar => $"Value<{scalar.Name}>.Null",
        CSharpType.List list => $"ValueList<{list.Element.Name}>.Null",
        CSharpType.Any => "AnyValue.Null",
        _ => throw new NoSpellingException("a null stands where an object or a map is wanted"),
    };

    private static string? Scalar(CSharpType.Scalar type, Datum value, int indent) => (type.Name, value.Kind) switch
    {
        ("string", DatumKind.Text) => Text(value.AsText() ?? "", indent),
        ("long", DatumKind.Number) => CSharpLiterals.Number(value, whole: true),
        ("double", DatumKind.Number) => CSharpLiterals.Number(value, whole: false),
        ("bool", DatumKind.Boolean) => value.ToString(),
        _ => null,
    };

    private static string Free(Datum value, int indent) => value.Kind switch
    {
        DatumKind.Text => Text(value.AsText() ?? "", indent),
        DatumKind.Boolean => value.ToString(),
        _ => CSharpLiterals.Number(value, whole: false) ?? throw new NoSpellingException($"no number of C# is {value}"),
    };

    private static string Text(string text, int indent) => CSharpLiterals.IsRaw(text) ? CSharpLiterals.Raw([(text, null)], indent + Step) : CSharpLiterals.Quote(text);

    private string Interpolated(Interpolation text, int indent)
    {
        (string Text, string? Hole)[] pieces = [.. text.Parts.Select(p => p is Literal { Value: var value } && value.AsText() is { } known ? (known, (string?)null) : ("", Hole(p, indent)))];
        if (lambdas == 0 && CSharpLiterals.IsRaw(string.Concat(pieces.Select(p => p.Text))) && pieces.All(p => p.Hole?.Contains('\n', StringComparison.Ordinal) != true)) return CSharpLiterals.Raw(pieces, indent + Step);
        return $"$\"{string.Concat(pieces.Select(p => p.Hole is { } hole ? $"{{{hole}}}" : CSharpLiterals.Escape(p.Text, holes: true)))}\"";
    }

    // A format and a width are part of the hole: format("{0:000}", x).
    private string Hole(Expression part, int indent)
    {
        if (part is Variable variable) return variable.Name;
        if (part is External { Kind: DocumentParameter.Open } open && Open(open) is var (name, _)) return name;
        if (part is Call { Function: "format", Arguments: [Literal { Value: var composite }, var value] } && composite.AsText() is ['{', '0', .. var inner, '}'] && !inner.AsSpan().ContainsAny("{}\"\\\n")
            && (inner.Length == 0 || inner[0] is ',' or ':')) return Parenthesized(Natural(value, indent)) + inner;
        return Parenthesized(Natural(part, indent));
    }

    // A colon or a conditional outside of parentheses would end the hole.
    private static string Parenthesized(CSharpCode code) => code.IsCompound ? $"({code.Text})" : code.Text;

    private string Conditional(CSharpType target, Conditional c, int indent) =>
        $"If({For(CSharpType.Truth, c.Condition, indent)}, {Cast(target, c.WhenTrue, indent)}, {Cast(target, c.WhenFalse, indent)})";

    /// <summary>The value with its type written, where C# would otherwise have to guess it.</summary>
    private string Cast(CSharpType target, Expression expression, int indent)
    {
        var code = For(target, expression, indent);
        return expression is Literal { Value.IsNull: false } or ListExpression or Interpolation ? $"({NameOf(target)}){code}" : code;
    }

    private static string NameOf(CSharpType type) => type switch
    {
        CSharpType.Scalar scalar => $"Value<{scalar.Name}>",
        CSharpType.List list => $"ValueList<{list.Element.Name}>",
        CSharpType.Map map => $"ValueMap<{map.Element.Name}>",
        CSharpType.Objects objects => $"ObjectList<{objects.Class.FullName}>",
        CSharpType.Object { Class.FullName: var name } => name,
        _ => "AnyValue",
    };

    private string Elements(CSharpType target, IReadOnlyList<Expression> items, int indent)
    {
        if (lambdas > 0) throw new NoSpellingException("a list is made in a lambda");
        var element = target switch { CSharpType.List list => list.Element, CSharpType.Objects objects => new CSharpType.Object(objects.Class), _ => (CSharpType)CSharpType.Any.Instance };
        string[] written = [.. items.Select(i => For(element, i, indent + Step))];
        var line = $"[{string.Join(", ", written)}]";
        if (line.Length + indent <= 110 && !line.Contains('\n', StringComparison.Ordinal)) return line;
        var margin = new string(' ', indent);
        return $"\n{margin}[\n{string.Concat(written.Select(w => $"{margin}    {w.TrimStart('\n', ' ')},\n"))}{margin}]";
    }

    private string Spread(CSharpType.List target, Call concat, int indent) =>
        $"[{string.Join(", ", concat.Arguments.SelectMany(a => a is ListExpression list ? list.Items.Select(i => For(target.Element, i, indent)) : [$".. {For(target, a, indent)}"]))}]";

    /// <param name="made">How an instance is made where the place doesn't say of what.</param>
    private string Members(CSharpType target, IReadOnlyList<KeyValuePair<string, Expression>> members, int indent, string made = "new()")
    {
        if (lambdas > 0) throw new NoSpellingException("a map is made in a lambda");
        if (target is CSharpType.Object { Class: var owner })
        {
            return Made("new()", [.. members.DistinctLast(m => m.Key).Select(m => owner.Property(m.Key) is var (identifier, type)
                ? Assigned(identifier, For(type, m.Value, indent + Step)) : throw new NoSpellingException($"{owner.FullName} has no property {m.Key}"))], indent);
        }

        CSharpType value = target is CSharpType.Map map ? map.Element : CSharpType.Any.Instance;
        if (members.Count == 0) return $"new {NameOf(target)}()";
        return Made(made, [.. members.DistinctLast(m => m.Key).Select(m => Assigned($"[{CSharpLiterals.Quote(m.Key)}]", For(value, m.Value, indent + Step)))], indent);
    }

    /// <summary>A value of one type where another is wanted: what it really is shows when it is known.</summary>
    private static string Adapted(CSharpType target, CSharpCode code)
    {
        if (Equals(code.Type, target) || target is CSharpType.Any && code.Type is not CSharpType.Objects || IsSameClass(target, code.Type)) return code.Text;
        var any = code.Type is CSharpType.Any ? code.Operand : $"((AnyValue){code.Operand})";
        return target switch
        {
            CSharpType.Scalar scalar => $"{any}.As<{scalar.Name}>()",
            CSharpType.List list => $"{any}.AsList<{list.Element.Name}>()",
            CSharpType.Map map => $"{any}.AsMap<{map.Element.Name}>()",
            CSharpType.Any => any,
            _ => throw new NoSpellingException($"{NameOf(code.Type)} can't become {NameOf(target)}"),
        };
    }

    private static bool IsSameClass(CSharpType a, CSharpType b) => (a, b) switch
    {
        (CSharpType.Object x, CSharpType.Object y) => x.Class == y.Class,
        (CSharpType.Objects x, CSharpType.Objects y) => x.Class == y.Class,
        _ => false,
    };
}
