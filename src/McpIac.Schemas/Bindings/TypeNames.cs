using System.Globalization;

namespace McpIac.Schemas.Bindings;

/// <summary>
/// The C# names of a catalog's types. The segments of a token become a namespace and a class (<c>opnsense:network:vlan</c> → <c>Opnsense.Network.Vlan</c>);
/// names that would clash are changed in the order of their tokens, so that the same tokens always give the same names.
/// </summary>
public static class TypeNames
{
    // Namespaces of these names would hide, or mix with, what generated code and authors' programs are written in.
    private static readonly HashSet<string> ReservedRoots = new(StringComparer.OrdinalIgnoreCase)
    {
        "System", "McpIac", "Microsoft", "Deployment", "Output", "Check", "Ensure", "Text", "If", "Secret", "Coalesce", "Value", "Resource", "Component", "Cidr", "Encode", "Decode", "Script",
    };

    public static IReadOnlyDictionary<string, TypeName> Of(IEnumerable<string> tokens)
    {
        var named = tokens.Distinct(StringComparer.Ordinal).OrderBy(t => t, StringComparer.Ordinal).Select(t => (Token: t, Name: Plain(t))).ToArray();
        var namespaces = new HashSet<string>(named.SelectMany(n => Prefixes(n.Name.Namespace)), StringComparer.Ordinal);

        // Without regard to case, since the classes become files, and a generator's file names may not differ by case alone.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var names = new Dictionary<string, TypeName>(StringComparer.Ordinal);
        var last = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var (token, plain) in named)
        {
            var name = plain;
            for (var number = last.TryGetValue(plain.FullName, out var before) ? before : 0; !IsFree(name); number++)
            {
                name = plain with { Class = plain.Class + "Resource" + (number == 0 ? "" : (number + 1).ToString(CultureInfo.InvariantCulture)) };
                last[plain.FullName] = number + 1;
            }

            taken.Add(name.FullName);
            names.Add(token, name);
        }

        return names;

        bool IsFree(TypeName name) => !namespaces.Contains(name.FullName) && !taken.Contains(name.FullName);
    }

    private static TypeName Plain(string token)
    {
        var segments = token.Split(':').Select(Identifiers.Pascal).ToArray();
        if (ReservedRoots.Contains(segments[0])) segments[0] += "Provider";
        return new TypeName(string.Join(".", segments.Take(segments.Length - 1)), segments[segments.Length - 1]);
    }

    private static IEnumerable<string> Prefixes(string name)
    {
        for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1)) yield return name.Substring(0, dot);
        yield return name;
    }
}
