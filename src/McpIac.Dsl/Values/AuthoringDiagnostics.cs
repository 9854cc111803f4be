using McpIac.Dsl.Expressions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl;

/// <summary>What a program can do wrong while it runs.</summary>
internal static class AuthoringDiagnostics
{
    public static Diagnostic DeploymentNamedTwice(string first, string second, SourcePlace place) => Diagnostic.Error(
        "MCI0001", $"The deployment is already named '{first}', so it can't be named '{second}' too.", place, "Call Deployment once.");

    public static Diagnostic TextOfUnknownWasChanged() => Diagnostic.Error(
        "MCI0002",
        "a text was cut or changed by C# while a part of it is known only when the deployment is applied.",
        remedy: "Use the value's own methods (ToUpper, Replace, Substring, …) or Select, which are computed when it is known.");

    public static Diagnostic NotData(string what) => Diagnostic.Error(
        "MCI0003", $"{what} can't be a value.", remedy: "Write a text, a number, a boolean, a list, a map or a value of a resource.");

    public static Diagnostic ElementsNotKnown() => Diagnostic.Error(
        "MCI0004",
        "a list whose elements are known only when the deployment is applied was enumerated.",
        remedy: "Use its Select, or spread it into another list: [.. list].");

    public static Diagnostic TooDeep(string what) => Diagnostic.Error(
        "MCI0005",
        $"The value of {what} is nested more than {Limits.Depth} levels deep.",
        remedy: "Build it flat: a loop that wraps a value in itself nests one level a turn.");

    public static Diagnostic NoSecretName() => Diagnostic.Error(
        "MCI0072", "this text can't name a secret of the project.",
        remedy: "A name has letters and digits of ASCII, '-', '_', '.' and '/'. A secret itself doesn't belong into the program: 'mciacc secret set NAME' keeps it.");

    public static Diagnostic NotDeclaredYet(string what, SourcePlace? place) => Diagnostic.Error(
        "MCI0008", $"{what} is null: it is used before it is declared.", place, "Declare it above.");

    public static Diagnostic OptionOfResources(string option, string type, string name, SourcePlace place) => Diagnostic.Error(
        "MCI0050", $"{option} is an option of a single resource, and {type} '{name}' is a component.", place, "Give it to the component's resources.");
}
