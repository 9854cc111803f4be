using McpIac.Schemas.Diagnostics;

namespace McpIac.Dsl.Parameters;

/// <summary>What can be wrong with a program's parameters; a page each in docs/diagnostics.</summary>
public static class ParameterProblems
{
    public static Diagnostic NoValue(string name, string why, SourcePlace? place) => Diagnostic.Error("MCI1212",
        $"The parameter {name} has no usable value: {why.TrimEnd('.')}.", place, $"Give it a defaultValue, or a value with --set {name}=VALUE.");

    public static Diagnostic Unknown(string name, string remedy) => Diagnostic.Error("MCI1212", $"The program has no parameter {name}.", null, remedy);

    internal static Diagnostic Twice(string name, SourcePlace? first, SourcePlace place) => Diagnostic.Error("MCI0070",
        $"The parameter {name} is declared twice and differently (the first is on line {first?.Line ?? 0}).", place, "Declare it once, and use its variable.");

    internal static Diagnostic NotReadable(string name, Type type, SourcePlace place) => Diagnostic.Error("MCI0071",
        $"The parameter {name} is of the C# type {type.Name}, which can't be read from JSON.", place, "Take a text, a number, a boolean, an enum, a list, a dictionary or a record.");

    internal static Diagnostic Malformed(string name, string why, SourcePlace place) => Diagnostic.Error("MCI0071",
        $"A rule of the parameter {name} can't be followed: {why.TrimEnd('.')}.", place, "Mend the rule.");
}
