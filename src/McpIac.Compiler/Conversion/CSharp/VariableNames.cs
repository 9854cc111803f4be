using System.Globalization;
using System.Text.RegularExpressions;

namespace McpIac.Compiler.Conversion.CSharp;

/// <summary>Variables' names from any texts: the same texts in the same order give the same names, and no two alike.</summary>
/// <param name="reserved">What code is written with: the roots of namespaces.</param>
internal sealed partial class VariableNames(IEnumerable<string> reserved)
{
    // A script's variables are fields beside these.
    private readonly HashSet<string> taken = [.. reserved, "args", "Args", "_"];
    private readonly Dictionary<string, int> last = new(StringComparer.Ordinal);

    public string Take(string text)
    {
        var plain = CSharpLiterals.Variable(text);
        var name = LoopVariable().IsMatch(plain) ? plain + "Value" : plain;
        var unique = name;
        for (var number = last.GetValueOrDefault(name, 1); !taken.Add(unique); unique = name + (++number).ToString(CultureInfo.InvariantCulture)) last[name] = number + 1;
        return CSharpLiterals.AsIdentifier(unique);
    }

    // Lambdas' variables are called so.
    [GeneratedRegex(@"\Av[0-9]+\z")]
    private static partial Regex LoopVariable();
}
