using System.Collections.Frozen;
using McpIac.Dsl.Expressions.Builtins;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>The fixed functions of the expression language, operators included. Culture-invariant, ordinal, without side effects.</summary>
public static class Functions
{
    private static readonly FrozenDictionary<string, Function> Table = new[]
        {
            Operators.All, NumberFunctions.All, TextFunctions.All, ListFunctions.All, MapFunctions.All, EncodingFunctions.All, CidrFunctions.All,
            SetFunctions.All, PatternFunctions.All, TimeFunctions.All, TemplateFunctions.All,
        }
        .SelectMany(group => group).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>All names, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Table.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What is known of a function without calling it, or null when there is none of that name.</summary>
    public static FunctionSignature? Signature(string name) =>
        Find(name) is { } f ? new FunctionSignature(f.Name, f.MinArguments, f.MaxArguments, f.Result) : null;

    internal static Function? Find(string name) => Table.GetValueOrDefault(name);
}

