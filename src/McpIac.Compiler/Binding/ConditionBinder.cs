using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Binding;

/// <summary>Reads <c>preconditions</c> and <c>postconditions</c>, and judges those that nothing has to be asked for.</summary>
internal sealed class ConditionBinder(BindingScope scope, ResourcePlaces places, DeclaredProperty option, string pointer)
{
    public static IReadOnlyList<string> Members { get; } = ["condition", "message"];

    public BoundCondition[] Bind(Expression written)
    {
        if (written is Literal { Value.IsNull: true }) return [];
        if (written is Literal { Value: var value } && value.Kind == DatumKind.List) written = new ListExpression([.. value.Items.Select(i => new Literal(i))]);
        if (written is ListExpression list) return [.. list.Items.Select((item, i) => Condition(item, JsonPointer.Append(pointer, i))).OfType<BoundCondition>()];
        Wrong("a list of { condition, message }", written, pointer);
        return [];
    }

    private BoundCondition? Condition(Expression written, string at)
    {
        if (written is Literal { Value: var value } && value.Kind == DatumKind.Map)
            written = new MapExpression([.. value.Members.Select(m => KeyValuePair.Create(m.Key, (Expression)new Literal(m.Value)))]);
        if (written is not MapExpression map)
        {
            Wrong("a list of { condition, message }", written, at);
            return null;
        }

        foreach (var (member, _) in map.Members.Where(m => !Members.Contains(m.Key)))
            scope.Report(OptionProblems.UnknownMember(option.Name, member, places.Resource.Name, [.. Members], places.Key(option, $"{at}/{ShapeWords.Escape(member)}")));
        var (condition, message) = (Of(map, "condition"), Of(map, "message"));
        if (condition is null || message is null)
        {
            scope.Report(OptionProblems.IncompleteCondition(option.Name, places.Resource.Name, condition is null ? "condition" : "message", places.Value(option, at)));
            return null;
        }

        var bound = new BoundCondition(condition, message);
        Judge(bound, at);
        return bound;
    }

    private void Judge(BoundCondition bound, string at)
    {
        if (References.Parts(bound.Condition).Any(p => p is Literal { Value: var hole } && hole.Equals(Evaluation.Unknown))) return;
        var value = Evaluator.Evaluate(bound.Condition, Nothing.Known);
        if (value is { Error: null, IsKnown: true } && value.Value.AsBoolean() is null) Wrong("true or false as a condition", new Literal(value.Value), at + "/condition");
        else if (BoundCondition.Broken([bound], Nothing.Known).FirstOrDefault() is { } broken)
            scope.Report(OptionProblems.ConditionBroken(option.Name, places.Resource.Name, broken, places.Value(option, at + "/condition")));
    }

    private static Expression? Of(MapExpression map, string member) => map.Members.LastOrDefault(m => m.Key == member).Value is { } value and not Literal { Value.IsNull: true } ? value : null;

    private void Wrong(string takes, Expression given, string at)
    {
        if (given is Literal { Value: var hole } && hole.Equals(Evaluation.Unknown)) return;
        var kind = given switch { Literal { Value: var value } => value.Kind, ListExpression => DatumKind.List, MapExpression => DatumKind.Map, _ => DatumKind.Text };
        scope.Report(OptionProblems.WrongKind(option.Name, places.Resource.Name, takes, kind, places.Value(option, at)));
    }

    private sealed class Nothing : IEvaluationScope
    {
        public static Nothing Known { get; } = new();

        public Datum? Resolve(Reference reference) => null;
    }
}
