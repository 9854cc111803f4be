using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Binding;

/// <summary>What can be wrong with what exists and is only read, in whatever language; a page each in docs/diagnostics.</summary>
internal static class ExistingProblems
{
    public static Diagnostic Written(string resource, string property, SourcePlace? place) => Diagnostic.Error("MCI2020",
        $"{resource} exists and is only read, so its {property} can't be set.", place, "Take that out; or, to have the resource made, declare it without an id of what exists.");

    public static Diagnostic Option(string option, string resource, IEnumerable<string> known, SourcePlace? place) => Diagnostic.Error("MCI2021",
        $"{resource} exists and is only read, which the option {option} has no meaning for.", place, $"Take it out. There are: {string.Join(", ", known)}.");

    public static Diagnostic NotReadable(string resource, ResourceType type, SourcePlace? place) => Diagnostic.Error("MCI2022",
        $"{resource} can't be read: {type.Provider} tells of a {type.Token} only when it made it.", place, "Write what is needed of it as values; or declare it with its properties, to have it made.");
}
