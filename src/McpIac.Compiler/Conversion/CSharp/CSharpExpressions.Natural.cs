using System.Globalization;
using McpIac.Compiler.Documents;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Conversion.CSharp;

/// <content>Expressions as operands and receivers: with the type that they have by themselves.</content>
internal sealed partial class CSharpExpressions
{
    private CSharpCode Natural(Expression expression, int indent)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (expression)
        {
            case Reference { Path.Count: > 0 } reference when resources.TryGetValue(reference.Urn, out var resource):
                return reference.Path.Aggregate(new CSharpCode(resource.Variable, new CSharpType.Object(resource.Class)), Member);
            case External { Kind: External.Parameter } external when parameters.TryGetValue(external.Path[0], out var parameter):
                return external.Path.Skip(1).Aggregate(new CSharpCode(parameter.Variable, parameter.Type), Member);
            case External { Kind: DocumentParameter.Open } open when Open(open) is var (plain, of): return new($"({NameOf(of)}){plain}", of, IsCompound: true);
            case External external: return Outside(external);
            case Variable variable when variables.TryGetValue(variable.Name, out var type):
                return lambdas > 0 && type is CSharpType.Scalar ? new($"({NameOf(type)}){variable.Name}", type, IsCompound: true) : new(variable.Name, type);
            case Access access: return Member(Natural(access.Target, indent), access.Member);
            case Literal { Value: var value }: return Literally(value, expression, indent);
            case Interpolation text:
                return lambdas > 0 ? new($"(Value<string>)(string){Interpolated(text, indent)}", CSharpType.Text, IsCompound: true) : new($"Text({Interpolated(text, indent)})", CSharpType.Text);
            case ListExpression list:
                var element = list.Items.Select(i => Natural(i, indent).Type).Distinct().ToArray() is [CSharpType.Scalar only] ? only : null;
                CSharpType made = element is null ? CSharpType.Any.Instance : new CSharpType.List(element);
                return new($"({NameOf(made)}){For(made, list, indent)}", made, IsCompound: true);
            case MapExpression map: return new(Members(CSharpType.Any.Instance, map.Members, indent, "new AnyValue()"), CSharpType.Any.Instance, IsCompound: true);
            case Conditional c:
                var branches = new[] { c.WhenTrue, c.WhenFalse }.Where(b => b is not Literal { Value.IsNull: true }).Select(b => Natural(b, indent).Type).Distinct().ToArray();
                if (branches is not [CSharpType.Scalar or CSharpType.List]) throw new NoSpellingException("the two values of a condition aren't of one kind");
                return new(For(branches[0], c, indent), branches[0]);
            case Secret secret when Natural(secret.Value, indent) is { Type: CSharpType.Scalar inner }: return new(For(inner, secret, indent), inner);
            case For loop: return Loop(loop, indent);
            case Let let: return Named(let, indent);
            case Call call: return Called(call, indent);
            default: throw new NoSpellingException(expression is Secret ? "a secret list or map has no spelling" : "a part of it has no spelling");
        }
    }

    // What is no part of the program.
    private static CSharpCode Outside(External external)
    {
        var name = CSharpLiterals.Quote(external.Path[0]);
        var rest = external.Path.Skip(1);
        return external switch
        {
            { Kind: External.Secret, Path.Count: 1 } => new($"Secret({name})", CSharpType.Text),
            { Kind: External.Asset or External.Archive, Path.Count: 1 } => new($"(Value<string>){(external.Kind == External.Asset ? "Asset" : "Archive")}({name})", CSharpType.Text, IsCompound: true),
            { Kind: External.Asset or External.Archive, Path.Count: 2 } when external.Path[1] is External.Text or External.Base64 or External.FilePath or External.Sha256 =>
                new($"{(external.Kind == External.Asset ? "Asset" : "Archive")}({name}).{char.ToUpperInvariant(external.Path[1][0])}{external.Path[1][1..]}", CSharpType.Text),
            { Kind: External.Deployment, Path.Count: > 1 } => rest.Skip(1).Aggregate(new CSharpCode($"DeploymentReference({name})[{CSharpLiterals.Quote(external.Path[1])}]", CSharpType.Any.Instance), Member),
            _ => throw new NoSpellingException("what comes from outside of the program is used in a way that has no spelling"),
        };
    }

    private CSharpCode Literally(Datum value, Expression expression, int indent)
    {
        CSharpType type = value.Kind switch
        {
            DatumKind.Text => CSharpType.Text,
            DatumKind.Boolean => CSharpType.Truth,
            DatumKind.Number => value.AsInteger() is null ? CSharpType.Number : CSharpType.Whole,
            _ => CSharpType.Any.Instance,
        };
        return value.Kind switch
        {
            DatumKind.List => Natural(new ListExpression([.. value.Items.Select(i => new Literal(i))]), indent),
            DatumKind.Map => Natural(new MapExpression([.. value.Members.Select(m => KeyValuePair.Create(m.Key, (Expression)new Literal(m.Value)))]), indent),
            DatumKind.Null => new("AnyValue.Null", type),
            DatumKind.Text => new($"(Value<string>){CSharpLiterals.Quote(value.AsText() ?? "")}", type, IsCompound: true),
            _ => new($"({NameOf(type)})({For(type, expression, indent)})", type, IsCompound: true),
        };
    }

    private static CSharpCode Member(CSharpCode target, string member)
    {
        var index = member.Length is > 0 and < 10 && member.All(char.IsAsciiDigit) && (member == "0" || member[0] != '0');
        return target.Type switch
        {
            CSharpType.Object { Class: var made } when made.Property(member) is var (identifier, type) => new($"{target.Operand}.{identifier}", type),
            CSharpType.Objects { Class: var made } when index => new($"{target.Operand}[{member}]", new CSharpType.Object(made)),
            CSharpType.List { Element: var element } when index => new($"{target.Operand}[{member}]", element),
            CSharpType.Map { Element: var element } => new($"{target.Operand}[{CSharpLiterals.Quote(member)}]", element),
            CSharpType.Any => new($"{target.Operand}[{(index ? member : CSharpLiterals.Quote(member))}]", target.Type),
            _ => new($"((AnyValue){target.Operand})[{(index ? member : CSharpLiterals.Quote(member))}]", CSharpType.Any.Instance),
        };
    }

    private CSharpCode Loop(For loop, int indent)
    {
        // Where is asked for a bool, which only plain comparisons are.
        if (loop.Filter is not null) throw new NoSpellingException("a loop has a condition");
        var source = Natural(loop.Source, indent);
        if (source.Type is CSharpType.Objects { Class: var made })
        {
            variables[loop.Variable] = new CSharpType.Object(made);
            var item = Natural(loop.Body, indent);
            if (item.Type is not CSharpType.Scalar of) throw new NoSpellingException("a loop over objects doesn't yield texts, numbers or booleans");
            return new($"{source.Operand}.Select({loop.Variable} => {item.Text})", new CSharpType.List(of));
        }

        var list = source.Type as CSharpType.List ?? new CSharpType.List(CSharpType.Text);
        var over = source.Type is CSharpType.List ? source.Operand : Adapted(list, source);
        variables[loop.Variable] = list.Element;
        lambdas++;
        try
        {
            var (body, type) = Result(loop.Body, indent);
            return new($"{over}.Select({loop.Variable} => {body})", new CSharpType.List(type));
        }
        finally
        {
            lambdas--;
        }
    }

    private CSharpCode Named(Let let, int indent)
    {
        var value = Natural(let.Value, indent);
        if (value.Type is not CSharpType.Scalar of) throw new NoSpellingException("what 'let' names is no text, number or boolean");
        variables[let.Name] = of;
        lambdas++;
        try
        {
            var (body, type) = Result(let.Body, indent);
            return new($"{value.Operand}.Select({let.Name} => {body})", type);
        }
        finally
        {
            lambdas--;
        }
    }

    // A lambda's result: a plain string of an interpolated text, else a value.
    private (string Body, CSharpType.Scalar Type) Result(Expression body, int indent)
    {
        if (body is Interpolation text) return (Interpolated(text, indent), CSharpType.Text);
        var code = Natural(body, indent);
        return code.Type is CSharpType.Scalar type ? (code.Text, type) : throw new NoSpellingException("a loop doesn't yield texts, numbers or booleans");
    }
}
