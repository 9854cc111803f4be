using System.Globalization;
using McpIac.Dsl.Deployments;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Binding;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>The <c>ResourceOptions</c> of a resource.</summary>
/// <param name="variableOf">The variable of a resource, by its urn.</param>
internal sealed class OptionsCode(CSharpExpressions expressions, DeclaredResource declared, BoundResource bound, Func<string, string> variableOf)
{
    /// <summary>The argument; empty when nothing was written.</summary>
    public string Write()
    {
        string[] members =
        [
            .. declared.DependsOn.Count == 0 ? Array.Empty<string>() : [$"DependsOn = [{string.Join(", ", declared.DependsOn.Select(variableOf))}]"],
            .. declared.Options.Where(o => o.Value is not Literal { Value.IsNull: true }).Select(Member).Where(m => m.Length > 0),
        ];
        return members.Length == 0 ? "" : $"new() {{ {string.Join(", ", members)} }}";
    }

    // Flags that say what is so anyway are left out where C# can't tell them from silence, which is all the same to a plan.
    private string Member(DeclaredProperty option) => option.Name switch
    {
        "provider" => bound.Options.Provider is { } provider ? $"Provider = {CSharpLiterals.Quote(provider)}" : "",
        "import" => bound.Options.Import is { } import ? $"Import = {CSharpLiterals.Quote(import)}" : "",
        "preconditions" => Conditions("Preconditions", bound.Options.Preconditions),
        "postconditions" => "", // of the resource itself, since they may ask what became of it
        "protect" => $"Protect = {Flag(bound.Options.Protect)}",
        "retain" => $"Retain = {Flag(bound.Options.Retain)}",
        "deleteBeforeReplace" => bound.Options.DeleteBeforeReplace ? "DeleteBeforeReplace = true" : "",
        "aliases" => Texts("Aliases", option),
        "ignoreChanges" => Texts("IgnoreChanges", option),
        "replaceOn" => Texts("ReplaceOn", option),
        "replaceTrigger" => $"ReplaceTrigger = {expressions.For(CSharpType.Any.Instance, bound.Options.ReplaceTrigger ?? option.Value, 4)}",
        "timeouts" => bound.Options.Timeouts.Count == 0 ? "" : $"Timeouts = new() {{ {string.Join(", ", bound.Options.Timeouts.Select(t => $"{char.ToUpperInvariant(t.Key[0])}{t.Key[1..]} = {Duration(t.Value)}"))} }}",
        "retries" => Retries(),
        "hook" => bound.Options.Hook is { } hook ? $"Hook = new({variableOf(hook.Of)}) {{ {(hook.Before ? "Before" : "After")} = [{string.Join(", ", hook.On.Select(c => $"ResourceChange.{char.ToUpperInvariant(c[0])}{c[1..]}"))}] }}" : "",
        _ => throw new NoSpellingException($"the option {option.Name} isn't known here"),
    };

    /// <summary>A condition and its message, as arguments.</summary>
    public static string Condition(CSharpExpressions expressions, BoundCondition condition) => $"{expressions.For(CSharpType.Truth, condition.Condition, 4)}, {expressions.For(CSharpType.Text, condition.Message, 4)}";

    private string Conditions(string name, IReadOnlyList<BoundCondition> conditions) =>
        conditions.Count == 0 ? "" : $"{name} = [{string.Join(", ", conditions.Select(c => $"new({Condition(expressions, c)})"))}]";

    private string Retries()
    {
        string[] members =
        [
            .. bound.Options.Attempts is { } attempts ? [string.Create(CultureInfo.InvariantCulture, $"Attempts = {attempts}")] : Array.Empty<string>(),
            .. bound.Options.RetryOn.Count > 0 ? [$"On = [{string.Join(", ", bound.Options.RetryOn.Select(CSharpLiterals.Quote))}]"] : Array.Empty<string>(),
        ];
        return members.Length == 0 ? "" : $"Retries = new() {{ {string.Join(", ", members)} }}";
    }

    // As written, whatever the binder makes of them.
    private static string Texts(string name, DeclaredProperty option)
    {
        var value = Evaluator.Evaluate(option.Value, NothingKnown.Instance).Value;
        string[] texts = value.AsText() is { } single ? [single] : [.. value.Items.Select(i => i.AsText()).OfType<string>()];
        return texts.Length == 0 ? "" : $"{name} = [{string.Join(", ", texts.Select(CSharpLiterals.Quote))}]";
    }

    private static string Duration(TimeSpan duration) => duration switch
    {
        _ when Whole(duration.TotalHours) is { } hours => $"TimeSpan.FromHours({hours})",
        _ when Whole(duration.TotalMinutes) is { } minutes => $"TimeSpan.FromMinutes({minutes})",
        _ when Whole(duration.TotalSeconds) is { } seconds => $"TimeSpan.FromSeconds({seconds})",
        _ => $"TimeSpan.FromTicks({duration.Ticks.ToString(CultureInfo.InvariantCulture)})",
    };

    private static string? Whole(double number) => number >= 1 && number == Math.Floor(number) ? ((long)number).ToString(CultureInfo.InvariantCulture) : null;

    private static string Flag(bool flag) => flag ? "true" : "false";

    private sealed class NothingKnown : IEvaluationScope
    {
        public static NothingKnown Instance { get; } = new();

        public Datum? Resolve(Reference reference) => null;
    }
}
