using System.IO;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Schemas.Declarations;

/// <summary>
/// What can be wrong with what a program declares, and is found twice: by the analyzers where it can be read from the source, by the program's run and the
/// binder wherever it can't. One id and one wording each.
/// </summary>
public static class DeclarationProblems
{
    public static Diagnostic NameNotKnown(string what, SourcePlace? place) => Diagnostic.Error("MCI0006",
        $"The name of {what} is empty, or made from a value that is known only when the deployment is applied.", place, "Name it by a text that the program knows.");

    public static Diagnostic DuplicateComponent(string type, string name, SourcePlace? place) => Diagnostic.Error("MCI0007",
        $"There are two components {type} named '{name}' in the same place.", place, "Give each its own name.");

    public static Diagnostic CannotLower(string part, string why, SourcePlace? place) => Diagnostic.Error("MCI0009",
        $"`{part}` can't be computed when the value is known: {why}.", place,
        "Use the functions of the expression language, or compute it outside of Select from what the program knows.");

    public static Diagnostic UsedBeforeDeclaration(string name, int line, SourcePlace? place) => Diagnostic.Error("MCI1022",
        $"{name} is used here, before line {line} sets it.", place, "Move the declaration above its first use.");

    public static Diagnostic SetTwice(string name, string written, string resource, SourcePlace? place) => Diagnostic.Error("MCI2004",
        written == name ? $"{name} of {resource} is set twice." : $"{name} of {resource} is set twice: {written} is another name of it.", place, "Keep one of the two.");

    /// <param name="changed">What the provider changed about the property since an earlier snapshot, when it did.</param>
    public static Diagnostic WrongValue(string path, string resource, string why, SourcePlace? place, string? changed = null, string? remedy = null) => Diagnostic.Error("MCI2005",
        $"{path} of {resource}: {why}.", place, (changed is null ? "" : changed + " ") + (remedy ?? "Write a value that the provider's schema allows."));

    /// <summary>Why a value breaks its schema; for a secret one, whose value the violation's own message may quote, the rule alone.</summary>
    public static string Why(Validation.Violation violation, bool secret) =>
        (secret ? $"the secret value breaks the schema's rule on {violation.Code}" : violation.Message).TrimEnd('.');

    public static Diagnostic WrongReference(string path, string resource, string given, IReadOnlyList<string> expected, SourcePlace? place) => Diagnostic.Error("MCI2009",
        $"{path} of {resource} refers to {string.Join(" or ", expected)}; this is {given}.", place, "Refer to a resource of that type.");

    public static Diagnostic DuplicateResource(string name, string type, SourcePlace? place, SourcePlace? first) => Diagnostic.Error("MCI2010",
        $"Two resources of {type} are named {name}{Elsewhere(place, first)}.", place, "Give each its own name; in a loop, put the loop's variable into it.");

    public static Diagnostic DuplicateOutput(string name, SourcePlace? place, SourcePlace? first) => Diagnostic.Error("MCI2013",
        $"Two outputs are named {name}{Elsewhere(place, first)}.", place, "Give each its own name.");

    public static Diagnostic DuplicateCheck(string name, SourcePlace? place, SourcePlace? first) => Diagnostic.Error("MCI2031",
        $"Two checks are named {name}{Elsewhere(place, first)}.", place, "Give each its own name.");

    public static Diagnostic Deprecated(string member, string owner, SourcePlace? place) => Diagnostic.Warning("MCI2014",
        $"{member} of {owner} is deprecated by its provider.", place, "Its description says what replaces it.");

    /// <param name="circle">The names of the resources along it; the first is also the last.</param>
    public static Diagnostic Circle(IEnumerable<string> circle, SourcePlace? place) => Diagnostic.Error("MCI2090",
        $"These resources depend on each other in a circle: {string.Join(" → ", circle)}.", place,
        "Take one of these references out, or set it on a separate resource that both can depend on.");

    private static string Elsewhere(SourcePlace? place, SourcePlace? first) =>
        first is null || place is null ? ""
        : first.File == place.File && first.Line == place.Line ? " (this line runs more than once)"
        : $" (the first is at {Path.GetFileName(first.File)}:{first.Line})";
}
