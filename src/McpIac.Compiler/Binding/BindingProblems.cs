using McpIac.Compiler.Suggestions;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Binding;

/// <summary>What the binder can find wrong: each has a page in docs/diagnostics.</summary>
internal static class BindingProblems
{
    /// <summary>A property that there isn't, one that isn't set, and a resource that isn't there.</summary>
    public const string Unknown = "MCI2002", Missing = "MCI2003", Dangling = "MCI2006";

    public static Diagnostic UnknownType(string token, Catalog catalog, SourcePlace? place) => Diagnostic.Error("MCI2001",
        $"No snapshot has the resource type {token}.", place,
        Suggestion.For(token, catalog.Types.Select(t => t.Token), $"Pull the provider's snapshot: mciacc provider add {token.Split(':')[0]} -- COMMAND…"));

    public static Diagnostic UnknownProperty(string name, ResourceType type, SourcePlace? place) =>
        type.Outputs.Member(name) is not null
            ? Diagnostic.Error(Unknown, $"{name} of {type.Token} is an output: its provider sets it.", place, "Take it out; read it where it is needed.")
            : Diagnostic.Error(Unknown, $"{type.Token} has no property {name}.", place,
                Suggestion.For(name, type.Properties.Members.Select(m => m.Name), $"It has: {Listed(type.Properties.Members.Select(m => m.Name))}."));

    public static Diagnostic MissingProperty(string name, string resource, ResourceType type, SourcePlace? place) => Diagnostic.Error(Missing,
        $"{resource} ({type.Token}) needs the property {name}, which isn't set.", place,
        type.ChangeOf(name) is { } changed ? $"{changed} Set {name}." : $"Set {name}.");

    public static Diagnostic UnknownResource(string urn, string user, SourcePlace? place) => Diagnostic.Error(Dangling,
        $"{user} refers to {Uri.UnescapeDataString(urn)}, which isn't in this deployment.", place, "Declare that resource in this program, or write its value as a text.");

    public static Diagnostic UnknownMember(string member, string target, IEnumerable<string> candidates, SourcePlace? place) => Diagnostic.Error("MCI2007",
        $"{target} has no property or output {member}.", place, Suggestion.For(member, candidates.ToArray(), $"It has: {Listed(candidates)}."));

    public static Diagnostic WrongKind(string path, string resource, string takes, string given, SourcePlace? place) => Diagnostic.Error("MCI2008",
        $"{path} of {resource} takes {takes}; this is {given}.", place,
        takes == "a text" ? "Make it a text: Text($\"{…}\") in C#, ${asText(…)} in YAML." : "Refer to a property or an output of that kind.");

    /// <param name="by">A function's name, "a condition".</param>
    public static Diagnostic WrongArgument(string by, string takes, string given, SourcePlace? place) => Diagnostic.Error("MCI2008",
        $"{by} takes {takes}; this is {given}.", place, takes == "a text" ? "Make it a text: asText(…)." : takes is "a number" or "a whole number" ? "Make it a number: asNumber(…), or length(…)." : $"Give it {takes}.");

    public static Diagnostic UnknownDependency(string urn, string resource, SourcePlace? place) => Diagnostic.Error("MCI2011",
        $"{resource} depends on {Uri.UnescapeDataString(urn)}, which isn't in this deployment.", place, "Declare that resource in this program, or take the dependency out.");

    public static Diagnostic NoValue(string path, string owner, string why, SourcePlace? place) => Diagnostic.Error("MCI2012",
        $"{path} of {owner} has no value: {why}.", place, "Mend the expression.");

    public static Diagnostic CheckBroken(string name, string why, SourcePlace? place) => Diagnostic.Warning("MCI2030",
        $"The check {name} doesn't hold: {why}.", place, "Mend what it looks at, or the check.");

    private static string Listed(IEnumerable<string> names)
    {
        var shown = names.Take(12).ToArray();
        return shown.Length == 0 ? "none" : string.Join(", ", shown) + (names.Skip(12).Any() ? ", …" : "");
    }
}
