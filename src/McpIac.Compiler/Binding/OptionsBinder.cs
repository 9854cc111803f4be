using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Binding;

/// <summary>Checks a resource's options, which are data in every language: names, kinds, what they name.</summary>
/// <param name="resolve">Resolves the references in a value, given where it stands; they are dependencies of the resource.</param>
internal sealed class OptionsBinder(BindingScope scope, ResourcePlaces places, ResourceType type, Func<DeclaredProperty, string, Expression> resolve)
{
    public static IReadOnlyList<string> Names { get; } =
        ["provider", "import", "protect", "retain", "aliases", "ignoreChanges", "replaceOn", "replaceTrigger", "deleteBeforeReplace", "timeouts", "retries", "hook", "preconditions", "postconditions"];

    /// <summary>Those of what exists and is only read.</summary>
    public static IReadOnlyList<string> OfExisting { get; } = ["provider", "preconditions", "postconditions"];

    public BoundOptions Bind()
    {
        var options = BoundOptions.None;
        foreach (var option in places.Resource.Options.Where(o => places.Resource.Existing is null || OfExisting.Contains(o.Name) || !Names.Contains(o.Name))) options = With(options, option);
        return options;
    }

    private BoundOptions With(BoundOptions options, DeclaredProperty option)
    {
        switch (option.Name)
        {
            case "protect": return options with { Protect = Flag(option) };
            case "provider": return options with { Provider = Provider(option) };
            case "import": return options with { Import = Import(option) };
            case "retain": return options with { Retain = Flag(option) };
            case "aliases": return options with { Aliases = [.. Texts(option, "a list of names").Select(t => Former(option, t.Text, t.Pointer)).OfType<string>().Distinct(StringComparer.Ordinal)] };
            case "ignoreChanges": return options with { IgnoreChanges = Paths(option) };
            case "replaceOn": return options with { ReplaceOn = Paths(option) };
            case "replaceTrigger": return options with { ReplaceTrigger = resolve(option, Pointer(option)) };
            case "deleteBeforeReplace": return options with { DeleteBeforeReplace = Flag(option) };
            case "hook": return options with { Hook = new HookBinder(scope, places, type, option, Pointer(option)).Bind(resolve(option, Pointer(option))) };
            case "preconditions": return options with { Preconditions = new ConditionBinder(scope, places, option, Pointer(option)).Bind(resolve(option, Pointer(option))) };
            case "postconditions": return options with { Postconditions = new ConditionBinder(scope, places, option, Pointer(option)).Bind(resolve(option, Pointer(option))) };
            case "timeouts": return new PatienceBinder(scope, places, option, Pointer(option)).Timeouts(options, Known(option));
            case "retries": return new PatienceBinder(scope, places, option, Pointer(option)).Retries(options, Known(option));
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

    private PropertyPath[] Paths(DeclaredProperty option) => [.. Texts(option, "a list of properties").Select(t => Path(option, t.Text, t.Pointer)).OfType<PropertyPath>()];

    private PropertyPath? Path(DeclaredProperty option, string text, string pointer)
    {
        var (path, why, remedy) = PathBinder.Bind(text, type);
        if (path is null) scope.Report(OptionProblems.NoSuchPath(option.Name, places.Resource.Name, why ?? "", remedy, places.Value(option, pointer)));
        return path;
    }

    private string? Import(DeclaredProperty option)
    {
        if (Known(option) is not { IsNull: false } value) return null;
        var id = value.AsText() ?? value.NumberText;
        if (string.IsNullOrWhiteSpace(id)) Wrong(option, "a provider's id", value);
        else if (scope.ClaimImport(type.Token, id, places.Resource) is { } other) scope.Report(OptionProblems.ImportedTwice(id, places.Resource.Name, other, places.Value(option, Pointer(option))));
        else return id;
        return null;
    }

    // The provider's own name says nothing new.
    private string? Provider(DeclaredProperty option)
    {
        if (Known(option) is not { IsNull: false } value) return null;
        if (value.AsText() is not { } name) Wrong(option, "the name of a provider", value);
        else if (name == type.Provider) return null;
        else if (scope.Instances.GetValueOrDefault(name) == type.Provider) return name;
        else scope.Report(OptionProblems.NoProvider(name, places.Resource.Name, type, scope.Instances, places.Value(option, Pointer(option))));
        return null;
    }

    private string? Former(DeclaredProperty option, string written, string pointer)
    {
        var urn = FormerUrns.Of(written, places.Resource, scope.Catalog);
        if (scope.ClaimFormer(urn, places.Resource) is not { } why) return urn;
        scope.Report(OptionProblems.NoAlias(written, places.Resource.Name, why, places.Value(option, pointer)));
        return null;
    }

    /// <summary>The texts of a list, or the one that stands alone, each with where it is.</summary>
    private IEnumerable<(string Text, string Pointer)> Texts(DeclaredProperty option, string takes)
    {
        if (Known(option) is not { IsNull: false } value) yield break;
        if (value.AsText() is { } single) yield return (single, Pointer(option));
        else if (value.Kind != DatumKind.List) Wrong(option, takes, value);
        foreach (var (i, item) in value.Items.Index())
        {
            if (item.AsText() is { } text) yield return (text, JsonPointer.Append(Pointer(option), i));
            else Wrong(option, takes, item, $"/{i.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }
    }

    private void Wrong(DeclaredProperty option, string takes, Datum given, string within = "") =>
        scope.Report(OptionProblems.WrongKind(option.Name, places.Resource.Name, takes, given.Kind, places.Value(option, Pointer(option) + within)));

    /// <summary>What the option is, which has to be known before anything is planned; null when it isn't, which was reported.</summary>
    private Datum? Known(DeclaredProperty option)
    {
        if (option.Value is Literal { Value: var literal } && !literal.Equals(Evaluation.Unknown)) return literal;

        // What the front end couldn't read was reported by it.
        if (References.Parts(option.Value).Any(p => p is Literal { Value: var hole } && hole.Equals(Evaluation.Unknown))) return null;
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
