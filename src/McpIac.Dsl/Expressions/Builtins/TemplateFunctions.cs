using McpIac.Dsl.Syntax;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions.Builtins;

/// <summary><c>template(text, values)</c>: fills the text's <c>${…}</c> with expressions over the values, which go by their names.</summary>
internal static class TemplateFunctions
{
    public static IReadOnlyList<Function> All { get; } = [new("template", 2, 2, ShapeKind.Text, Fill)];

    private static Outcome Fill(IReadOnlyList<Datum> arguments, Work work)
    {
        if (arguments[0].AsText() is not { } text) return Arguments.Wrong("template", "a text first", arguments[0]);
        if (arguments[1].Kind != DatumKind.Map) return Arguments.Wrong("template", "a map of values second", arguments[1]);
        work.Spend(text.Length * 4L);
        var (node, problems) = SyntaxReader.Template(text, inner: true);
        if (problems.Count > 0) return Outcome.Fail("template was given a text whose ${…} can't be read");
        var names = new Values(arguments[1]);
        if (SyntaxLowering.Lower(node, names) is not { } expression) return Outcome.Fail("template has no value for a name in its text");
        return new EvaluationRun(NoReferences.Instance, work).Evaluate(new Interpolation([expression]), null, 0);
    }

    private sealed class Values(Datum values) : INames
    {
        public Expression? Resolve(NameSyntax name) => values[name.Text] is { } value ? new Literal(value) : null;
    }

    private sealed class NoReferences : IEvaluationScope
    {
        public static NoReferences Instance { get; } = new();

        public Datum? Resolve(Reference reference) => null;
    }
}
