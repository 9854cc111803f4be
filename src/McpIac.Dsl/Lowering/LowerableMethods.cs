using System;
using System.Collections.Generic;

namespace McpIac.Dsl.Lowering;

/// <summary>The groups of methods that have a counterpart in the expression language.</summary>
internal enum MethodFamily
{
    Text,
    TextStatic,
    Sequence,
    Number,
}

/// <summary>
/// Which methods lambdas may call: the one table of the lowerer, which reads lambdas while the program runs, and of the analyzers, which read them while it is
/// written and get this file as a source of their own. How each is lowered is in the groups (<c>TextCalls</c> …), which also look at the kinds of its operands.
/// </summary>
internal static class LowerableMethods
{
    private const int Any = -1;

    // How many operands each may have, the receiver included.
    private static readonly Dictionary<MethodFamily, Dictionary<string, int[]>> Known = new()
    {
        [MethodFamily.Text] = new(StringComparer.Ordinal)
        {
            ["ToUpper"] = [1], ["ToUpperInvariant"] = [1], ["ToLower"] = [1], ["ToLowerInvariant"] = [1], ["Trim"] = [1, 2], ["TrimStart"] = [1, 2], ["TrimEnd"] = [1, 2],
            ["Replace"] = [3], ["Split"] = [2, 3], ["StartsWith"] = [2, 3], ["EndsWith"] = [2, 3], ["Contains"] = [2, 3], ["IndexOf"] = [2, 3], ["LastIndexOf"] = [2, 3],
            ["Substring"] = [2, 3], ["PadLeft"] = [2, 3], ["PadRight"] = [2, 3], ["get_Chars"] = [2],
        },
        [MethodFamily.TextStatic] = new(StringComparer.Ordinal)
        {
            ["Format"] = [Any], ["Concat"] = [Any], ["Join"] = [2], ["Equals"] = [2], ["IsNullOrEmpty"] = [1], ["IsNullOrWhiteSpace"] = [1],
        },
        [MethodFamily.Sequence] = new(StringComparer.Ordinal)
        {
            ["Select"] = [2], ["SelectMany"] = [2], ["Where"] = [2], ["Any"] = [1, 2], ["All"] = [2], ["Count"] = [1, 2], ["LongCount"] = [1, 2], ["First"] = [1, 2], ["Last"] = [1, 2],
            ["FirstOrDefault"] = [1, 2], ["ElementAt"] = [2], ["Contains"] = [2], ["ContainsKey"] = [2], ["GetValueOrDefault"] = [2, 3], ["Concat"] = [2], ["Append"] = [2],
            ["Prepend"] = [2], ["Union"] = [2], ["Intersect"] = [2], ["Except"] = [2], ["ToDictionary"] = [2, 3], ["Join"] = [5], ["Distinct"] = [1], ["Order"] = [1], ["OrderDescending"] = [1], ["OrderBy"] = [2], ["OrderByDescending"] = [2], ["Reverse"] = [1],
            ["Skip"] = [2], ["Take"] = [2], ["Min"] = [1, 2], ["Max"] = [1, 2], ["Sum"] = [1, 2], ["Range"] = [2], ["ToList"] = [1], ["ToArray"] = [1], ["AsEnumerable"] = [1], ["Cast"] = [1],
        },
        [MethodFamily.Number] = new(StringComparer.Ordinal)
        {
            ["Min"] = [2], ["Max"] = [2], ["Abs"] = [1], ["Floor"] = [1], ["Ceiling"] = [1], ["Round"] = [1], ["Truncate"] = [1], ["Parse"] = [1, 2],
            ["ToInt32"] = [1], ["ToInt64"] = [1], ["ToDouble"] = [1],
        },
    };

    public static IEnumerable<string> Names(MethodFamily family) => Known[family].Keys;

    public static bool Has(MethodFamily family, string name, int operands) =>
        Known[family].TryGetValue(name, out var counts) && (counts[0] == Any || Array.IndexOf(counts, operands) >= 0);

    /// <summary>The family of a method, or null when it belongs to none.</summary>
    /// <param name="type">The declaring type's name in metadata, without its namespace: <c>List`1</c>.</param>
    /// <param name="readsText">Its first parameter is a <see cref="string"/>.</param>
    public static MethodFamily? FamilyOf(string containingNamespace, string type, string name, bool isStatic, bool readsText) => (containingNamespace, type) switch
    {
        ("System", "String") => isStatic ? MethodFamily.TextStatic : MethodFamily.Text,
        ("System", "Math") => MethodFamily.Number,
        ("System", "Int32" or "Int64" or "Double" or "Decimal") when name == "Parse" && readsText => MethodFamily.Number,
        ("System", "Convert") when name is "ToInt32" or "ToInt64" or "ToDouble" && readsText => MethodFamily.Number,
        ("System", "Array" or "MemoryExtensions") or ("System.Linq", "Enumerable") => MethodFamily.Sequence,
        _ => containingNamespace.StartsWith("System.Collections", StringComparison.Ordinal) ? MethodFamily.Sequence : null,
    };

    /// <summary>Whether a member yields something else each time, so that a plan can't hold what it yielded once.</summary>
    /// <param name="type">The declaring type's full name.</param>
    public static bool IsImpure(string type, string member) => type switch
    {
        "System.DateTime" or "System.DateTimeOffset" => member is "Now" or "UtcNow" or "Today",
        "System.Guid" => member is "NewGuid" or "CreateVersion7",
        "System.Environment" => member is "TickCount" or "TickCount64",
        "System.Random" or "System.Diagnostics.Stopwatch" => true,
        _ => false,
    };
}
