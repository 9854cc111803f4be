using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Declarations;
using McpIac.Schemas.Validation;

namespace McpIac.Compiler.Binding;

/// <summary>Checks what is known of a value against its shape; whatever a provider has yet to yield passes.</summary>
internal sealed class ValueCheck(BindingScope scope, ResourcePlaces places)
{
    private static readonly IEvaluationScope NothingKnown = new EmptyScope();
    private static readonly Datum Hidden = Datum.MapOf([new("$iac", Datum.Of("secret"))]);

    public void Check(ShapeMember member, DeclaredProperty property, Expression value)
    {
        var evaluation = value is Literal literal ? new Evaluation(literal.Value, true, false, null) : Evaluator.Evaluate(value, NothingKnown);
        var start = "/" + ShapeWords.Escape(property.Name);
        if (evaluation.Error is { } error)
        {
            scope.Report(BindingProblems.NoValue(property.Name, places.Resource.Name, Quiet(evaluation, member.Shape, "") ? "its expression fails" : error, places.Value(property, start)));
            return;
        }

        foreach (var violation in ShapeValidator.Validate(member.Shape, evaluation.Value))
        {
            var pointer = start + violation.Path;
            var why = DeclarationProblems.Why(violation, Quiet(evaluation, member.Shape, violation.Path));
            var place = violation.Code == "unknownMember" ? places.Key(property, pointer) : places.Value(property, pointer);
            var change = scope.Names(places.Resource.Type)?.Type.ChangeAt("/" + member.Name + violation.Path);
            scope.Report(DeclarationProblems.WrongValue(ShapeWords.Path(pointer), places.Resource.Name, why, place, change, Remedy(violation, evaluation.Value, member.Shape)) with { Id = IdOf(violation) });
        }
    }

    /// <summary>What the properties break together, such as one that needs another. What isn't known or is secret passes.</summary>
    /// <param name="properties">By the type's own names.</param>
    public void CheckTogether(ResourceType type, IReadOnlyDictionary<string, Expression> properties, Func<string, DeclaredProperty?> declared)
    {
        if (type.Properties.Conditions is null) return;
        var known = Datum.MapOf(properties.Select(p => KeyValuePair.Create(p.Key, Known(p.Value))));
        foreach (var violation in ShapeValidator.ValidateTogether(type.Properties, known))
        {
            var tokens = JsonPointer.Tokens(violation.Path).ToArray();
            if (violation.Code == "required" && tokens is [var only] && type.Properties.Member(only)?.Required == true) continue;
            var place = tokens is [var name, ..] && declared(name) is { } property
                ? places.Value(property, tokens.Skip(1).Aggregate("/" + ShapeWords.Escape(property.Name), JsonPointer.Append))
                : places.Whole;
            var path = tokens.Length == 0 ? "The whole" : ShapeWords.Path(violation.Path);
            var remedy = violation.Code == "required" ? $"Set {path}." : null;
            scope.Report(DeclarationProblems.WrongValue(path, places.Resource.Name, violation.Message, place, remedy: remedy) with { Id = IdOf(violation) });
        }
    }

    private static Datum Known(Expression value)
    {
        var evaluation = value is Literal literal ? new Evaluation(literal.Value, true, false, null) : Evaluator.Evaluate(value, NothingKnown);
        return evaluation.IsSecret || evaluation.Error is not null ? Hidden : evaluation.Value;
    }

    /// <summary>An output's value: only that it has one.</summary>
    public static string? ErrorOf(Expression value) =>
        value is Literal ? null : Evaluator.Evaluate(value, NothingKnown) is { Error: { } error } evaluation ? evaluation.IsSecret ? "its expression fails" : error : null;

    // A name is wrong in the same way wherever it stands.
    private static string IdOf(Violation violation) => violation.Code switch { "unknownMember" => BindingProblems.Unknown, "required" => BindingProblems.Missing, _ => "MCI2005" };

    // What other readers of YAML take for a boolean.
    private static string? Remedy(Violation violation, Datum value, Shape shape)
    {
        if (violation.Code == "unknownMember") return MembersAt(shape, violation.Path) is { Length: > 0 } names ? $"It has: {string.Join(", ", names.Take(12))}{(names.Length > 12 ? ", …" : "")}." : null;
        if (violation.Code != "type" || !violation.Message.EndsWith("not a boolean", StringComparison.Ordinal)) return null;
        return JsonPointer.Find(value, violation.Path)?.AsText()?.ToLowerInvariant() switch
        {
            "yes" or "on" or "y" => "Write true.",
            "no" or "off" or "n" => "Write false.",
            _ => null,
        };
    }

    // Those of the object that has the member at a pointer.
    private static string[] MembersAt(Shape shape, string pointer)
    {
        Shape? current = shape;
        foreach (var token in JsonPointer.Tokens(pointer).SkipLast(1)) current = current?.Kind == ShapeKind.Object ? current.Member(token)?.Shape : current?.Element;
        return [.. current?.Members.Select(m => m.Name) ?? []];
    }

    // A violation's message quotes the value.
    private static bool Quiet(Evaluation evaluation, Shape shape, string pointer)
    {
        if (evaluation.IsSecret || shape.Sensitive || shape.WriteOnly) return true;
        Shape? current = shape;
        foreach (var segment in pointer.Split('/').Skip(1).Select(ShapeWords.Unescape))
        {
            current = current?.Kind == ShapeKind.Object ? current.Member(segment)?.Shape : current?.Element;
            if (current is { Sensitive: true } or { WriteOnly: true }) return true;
        }

        return false;
    }

    private sealed class EmptyScope : IEvaluationScope
    {
        public Schemas.Data.Datum? Resolve(Reference reference) => null;
    }
}
