using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>Evaluates the texts with holes of a mapping: names are members of a resource, or <c>row</c>.</summary>
internal static class MemberTexts
{
    /// <param name="find">What a name denotes; null when it has no value now.</param>
    /// <returns>The value, or why there is none.</returns>
    public static (Datum? Value, string? Problem) Evaluate(string text, Func<string, Datum?> find)
    {
        var reading = SyntaxReader.Template(text);
        if (!reading.Ok) return (null, reading.Problems[0].Message);
        var names = new Names(find);
        if (SyntaxLowering.Lower(reading.Node, names) is not { } expression) return (null, names.Missing is null ? "it isn't understood" : $"'{names.Missing}' has no value");
        var value = Evaluator.Evaluate(expression, names);
        return value.Error is null && value.IsKnown ? (value.Value, null) : (null, value.Error ?? "it isn't known");
    }

    private sealed class Names(Func<string, Datum?> find) : INames, IEvaluationScope
    {
        public string? Missing { get; private set; }

        public Expression? Resolve(NameSyntax name)
        {
            if (find(name.Text) is { } value) return new Literal(value);
            Missing ??= name.Text;
            return null;
        }

        public Datum? Resolve(Reference reference) => null;
    }
}
