using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Binding;

/// <summary>Checks a resource's options, which are data in every language: names, kinds, what they name.</summary>
internal sealed class OptionsBinder(BindingScope scope, ResourcePlaces places)
{
    private static readonly string[] Names = ["protect"];

    public BoundOptions Bind()
    {
        var options = BoundOptions.None;
        foreach (var option in places.Resource.Options) options = With(options, option);
        return options;
    }

    private BoundOptions With(BoundOptions options, DeclaredProperty option)
    {
        switch (option.Name)
        {
            case "protect": return options with { Protect = Flag(option) };
            default:
                scope.Report(OptionProblems.Unknown(option.Name, places.Resource.Name, Names, places.Key(option, Pointer(option))));
                return options;
        }
    }

    private bool Flag(DeclaredProperty option)
    {
        if (Known(option) is not { IsNull: false } value) return false;
        if (value.AsBoolean() is { } flag) return flag;
        Wrong(option, "true or false", value);
        return false;
    }

    private void Wrong(DeclaredProperty option, string takes, Datum given, string within = "") =>
        scope.Report(OptionProblems.WrongKind(option.Name, places.Resource.Name, takes, given.Kind, places.Value(option, Pointer(option) + within)));

    /// <summary>What the option is, which has to be known before anything is planned; null when it isn't, which was reported.</summary>
    private Datum? Known(DeclaredProperty option)
    {
        if (option.Value is Literal { Value: var literal } && !literal.Equals(Evaluation.Unknown)) return literal;
        var evaluation = Evaluator.Evaluate(option.Value, NothingKnown.Instance);
        if (evaluation is { Error: null, IsKnown: true, IsSecret: false }) return evaluation.Value;
        var why = evaluation.IsSecret ? "it is made from a secret, and would show it" : evaluation.Error is { } error ? $"it has no value: {error}"
            : "it depends on what a provider has yet to yield";
        scope.Report(OptionProblems.NotKnown(option.Name, places.Resource.Name, why, places.Value(option, Pointer(option))));
        return null;
    }

    private static string Pointer(DeclaredProperty option) => $"{Sources.WrittenValues.Options}/{ShapeWords.Escape(option.Name)}";

    private sealed class NothingKnown : IEvaluationScope
    {
        public static NothingKnown Instance { get; } = new();

        public Datum? Resolve(Reference reference) => null;
    }
}
