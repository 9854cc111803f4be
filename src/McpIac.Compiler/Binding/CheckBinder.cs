using McpIac.Compiler.Documents;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;

namespace McpIac.Compiler.Binding;

/// <summary>Binds one of the deployment's checks, and judges it when nothing has to be asked for.</summary>
internal sealed class CheckBinder(BindingScope scope, ReferenceResolver resolver, DeclaredCheck check)
{
    public BoundCheck Bind()
    {
        var bound = new BoundCheck(check.Name, new(Resolved(check.Condition, "/condition"), Resolved(check.Message, "/message")), scope.PlaceOf(check, "/condition"));
        if (bound.Condition.Condition is Literal { Value: var value } && value.AsBoolean() is null && !value.Equals(Evaluation.Unknown))
            scope.Report(BindingProblems.WrongKind("The condition", $"the check {check.Name}", "true or false", DocumentProblems.Word(value.Kind), bound.Place));
        else if (!HasHole(bound.Condition.Condition) && bound.Condition.JudgeAlone().Why is { } why) scope.Report(BindingProblems.CheckBroken(check.Name, why, bound.Place));
        return bound;
    }

    // What the front end couldn't read was reported by it.
    private static bool HasHole(Expression condition) => References.Parts(condition).Any(p => p is Literal { Value: var hole } && hole.Equals(Evaluation.Unknown));

    private Expression Resolved(Expression written, string pointer)
    {
        if (written is Literal) return written;
        var shapes = new Dictionary<Reference, Shape?>();
        var value = References.Rewrite(written, read =>
        {
            var (resolved, shape) = resolver.Resolve(read, $"The check {check.Name}", target => scope.PlaceOf(check, pointer, read, target));
            shapes[resolved] = shape;
            return resolved;
        });
        foreach (var problem in KindCheck.Problems(value, shapes, () => scope.PlaceOf(check, pointer))) scope.Report(problem);
        return value;
    }
}
