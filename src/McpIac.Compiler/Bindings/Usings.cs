namespace McpIac.Compiler.Bindings;

/// <summary>What every program can name without a using of its own; the last is a class whose members it can call.</summary>
internal static class Usings
{
    public const string Authoring = "McpIac.Dsl.Authoring";

    public static IReadOnlyList<string> Namespaces { get; } = ["System", "System.Collections.Generic", "System.Linq", "System.Threading.Tasks", "McpIac.Dsl"];

    public static IEnumerable<string> All => Namespaces.Append(Authoring);

    /// <summary>The same as C#.</summary>
    public static string Prelude => string.Concat(Namespaces.Select(n => $"global using {n};\n")) + $"global using static {Authoring};\n";
}
