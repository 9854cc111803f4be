using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Binding;

/// <summary>Reads <c>hook: { of, before, after }</c>.</summary>
internal sealed class HookBinder(BindingScope scope, ResourcePlaces places, ResourceType type, DeclaredProperty option, string pointer)
{
    public static IReadOnlyList<string> Members { get; } = ["of", "before", "after"];

    public BoundHook? Bind(Expression written)
    {
        if (written is Literal { Value: { Kind: DatumKind.Map } value }) written = new MapExpression([.. value.Members.Select(m => KeyValuePair.Create(m.Key, (Expression)new Literal(m.Value)))]);
        if (written is Literal { Value.IsNull: true }) return null;
        if (written is not MapExpression map)
        {
            if (Known(written) is { } given) Wrong("{ of, before or after }", given, "");
            return null;
        }

        foreach (var (member, _) in map.Members.Where(m => !Members.Contains(m.Key)))
            scope.Report(OptionProblems.UnknownMember(option.Name, member, places.Resource.Name, Members, places.Key(option, $"{pointer}/{ShapeWords.Escape(member)}")));
        if (!type.CanHook) scope.Report(OptionProblems.NoHook(places.Resource.Name, type.Token, places.Key(option, pointer)));
        var (before, after) = (Changes(map, "before"), Changes(map, "after"));
        if (before.Length > 0 == after.Length > 0) scope.Report(OptionProblems.HookTarget(places.Resource.Name, "needs either before or after, which are lists of create, update and delete", places.Key(option, pointer)));
        return Target(map) is { } of && before.Length > 0 != after.Length > 0 ? new BoundHook(of, before.Length > 0, before.Length > 0 ? before : after) : null;
    }

    private string? Target(MapExpression map)
    {
        switch (Of(map, "of"))
        {
            case Reference { Urn: var urn }: return scope.Resource(urn) is { } referred && Fits(referred) ? urn : null;
            case Literal { Value: var value } when value.AsText() is { } name:
                if (scope.Named(name, places.Resource) is not { } named) scope.Report(OptionProblems.HookTarget(places.Resource.Name, $"is of {name}, and no resource, or more than one, has that name", places.Value(option, pointer + "/of")));
                else return Fits(named) ? named.Urn : null;
                return null;
            case null or Literal { Value.IsNull: true }:
                scope.Report(OptionProblems.HookTarget(places.Resource.Name, "doesn't say of which resource it is", places.Key(option, pointer)));
                return null;
            case var other:
                if (Known(other) is { } given) Wrong("the name of a resource as of", given, "/of");
                return null;
        }
    }

    private bool Fits(DeclaredResource target)
    {
        var why = target.Urn == places.Resource.Urn ? "is of itself" : target.Existing is not null ? $"is of {target.Name}, which is only read"
            : target.Options.Any(o => o.Name == "hook") ? $"is of {target.Name}, which is a hook itself" : null;
        if (why is not null) scope.Report(OptionProblems.HookTarget(places.Resource.Name, why, places.Value(option, pointer + "/of")));
        return why is null;
    }

    private string[] Changes(MapExpression map, string member)
    {
        if (Of(map, member) is not { } written || written is Literal { Value.IsNull: true } || Known(written) is not { } value) return [];
        var items = value.Kind == DatumKind.List ? value.Items : [value];
        foreach (var item in items.Where(i => !BoundHook.Changes.Contains(i.AsText()))) Wrong($"create, update and delete as {member}", item, "/" + member);
        return [.. BoundHook.Changes.Where(c => items.Any(i => i.AsText() == c))];
    }

    private static Expression? Of(MapExpression map, string member) => map.Members.LastOrDefault(m => m.Key == member).Value;

    // What the front end couldn't read was reported by it.
    private Datum? Known(Expression written)
    {
        var value = Evaluator.Evaluate(written, NothingKnown.Instance);
        if (value is { Error: null, IsKnown: true, IsSecret: false }) return value.Value;
        if (!References.Parts(written).Any(p => p is Literal { Value: var hole } && hole.Equals(Evaluation.Unknown)))
            scope.Report(OptionProblems.NotKnown(option.Name, places.Resource.Name, value.Error is { } error ? $"it has no value: {error}" : "it depends on what a provider has yet to yield", places.Value(option, pointer)));
        return null;
    }

    private void Wrong(string takes, Datum given, string within) => scope.Report(OptionProblems.WrongValue(option.Name, places.Resource.Name, takes, given, places.Value(option, pointer + within)));

    private sealed class NothingKnown : IEvaluationScope
    {
        public static NothingKnown Instance { get; } = new();

        public Datum? Resolve(Reference reference) => null;
    }
}
