using McpIac.Compiler.Documents;
using McpIac.Compiler.Suggestions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Binding;

/// <summary>What can be wrong with a resource's options, in whatever language; a page each in docs/diagnostics.</summary>
internal static class OptionProblems
{
    public static Diagnostic Unknown(string option, string resource, IReadOnlyList<string> known, SourcePlace? place) => Diagnostic.Error("MCI2050",
        $"There is no option {option}, which {resource} has.", place, Suggestion.For(option, known, $"There are: {string.Join(", ", known)}."));

    public static Diagnostic WrongKind(string option, string resource, string takes, DatumKind given, SourcePlace? place) => Diagnostic.Error("MCI2051",
        $"The option {option} of {resource} takes {takes}, and this is {DocumentProblems.Word(given)}.", place, $"Write {takes}.");

    public static Diagnostic WrongValue(string option, string resource, string takes, Datum given, SourcePlace? place) => Diagnostic.Error("MCI2051",
        $"The option {option} of {resource} takes {takes}, and this is {(given.AsText() ?? given.NumberText) switch { { Length: < 40 } shown => shown, _ => DocumentProblems.Word(given.Kind) }}.", place, $"Write {takes}.");

    public static Diagnostic NoHook(string resource, string type, SourcePlace? place) => Diagnostic.Error("MCI2057",
        $"{resource} can't be a hook: {type} is no action, so something would stay of it each time.", place, "Take an action of a provider, or local:command.");

    public static Diagnostic HookTarget(string resource, string why, SourcePlace? place) => Diagnostic.Error("MCI2058",
        $"The hook {resource} {why}.", place, "Write hook: { of: NAME, after: [create, update] }, or before; NAME is a resource of this program that is managed.");

    public static Diagnostic HookUsed(string hook, string user, SourcePlace? place) => Diagnostic.Error("MCI2059",
        $"{user} uses what the hook {hook} yields, and there is nothing when the hook doesn't run.", place, "Declare it without the option hook, or take the value from elsewhere.");

    public static Diagnostic HookKept(string hook, string property, string why, SourcePlace? place) => Diagnostic.Error("MCI2060",
        $"{property} of the hook {hook} {why}, and what runs at a delete has only what state keeps of the resource it is of.", place, "Give it values of that resource, or fixed ones.");

    public static Diagnostic UnknownMember(string option, string member, string resource, IReadOnlyList<string> known, SourcePlace? place) => Diagnostic.Error("MCI2050",
        $"The option {option}, which {resource} has, has no {member}.", place, Suggestion.For(member, known, $"It has: {string.Join(", ", known)}."));

    public static Diagnostic NoCode(string code, string resource, string? remedy, SourcePlace? place) => Diagnostic.Error("MCI2051",
        $"The option retries of {resource} takes error codes, and {code} is none.", place, remedy);

    public static Diagnostic NoSuchPath(string option, string resource, string why, string? remedy, SourcePlace? place) => Diagnostic.Error("MCI2052",
        $"The option {option} of {resource} names no property: {why}.", place, remedy);

    public static Diagnostic NoAlias(string alias, string resource, string why, SourcePlace? place) => Diagnostic.Error("MCI2053",
        $"{alias} can't be a former name of {resource}: {why}.", place, "Take it out of aliases; two names that change places need two applies.");

    public static Diagnostic NoProvider(string name, string resource, ResourceType type, IReadOnlyDictionary<string, string> instances, SourcePlace? place) => Diagnostic.Error("MCI2054",
        $"The option provider of {resource} takes a server of {type.Provider}, and {name} is {(instances.TryGetValue(name, out var of) ? $"one of {of}" : "none")}.", place,
        Suggestion.For(name, instances.Where(i => i.Value == type.Provider).Select(i => i.Key), $"Declare it in {Settings.ProjectSettings.FileName}: providers: {{ {name}: {{ type: {type.Provider} }} }}."));

    public static Diagnostic ImportedTwice(string id, string resource, string other, SourcePlace? place) => Diagnostic.Error("MCI2055",
        $"{id} can't be imported as {resource}: it is imported as {other} already.", place, "Give each resource the id of its own object.");

    public static Diagnostic IncompleteCondition(string option, string resource, string missing, SourcePlace? place) => Diagnostic.Error("MCI2051",
        $"A condition in the option {option} of {resource} has no {missing}.", place, "Write { condition: ${…}, message: … }.");

    public static Diagnostic ConditionBroken(string option, string resource, string why, SourcePlace? place) => Diagnostic.Error("MCI2056",
        $"A {option.TrimEnd('s')} of {resource} doesn't hold: {why}.", place, "Mend what it asks for, or the condition.");

    public static Diagnostic NotKnown(string option, string resource, string why, SourcePlace? place) => Diagnostic.Error("MCI2051",
        $"The option {option} of {resource} has to be known before anything is planned, and {why}.", place, "Take it from parameters and literals.");
}
