using System.Globalization;
using System.Text;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Compiler.Discoveries;

/// <summary>Resources' names from what was found: as it is called there, else by its id; of one type no two alike.</summary>
internal sealed class FoundNames
{
    private const int Longest = 60;

    private static readonly string[] Keys = ["name", "Name", "title", "label"];

    private readonly HashSet<(string Type, string Name)> taken = [];

    public string Take(WireResource found)
    {
        var plain = Candidates(found).Select(Plain).FirstOrDefault(n => n.Length > 0) ?? found.Type[(found.Type.LastIndexOf(':') + 1)..];
        var name = plain;
        for (var number = 2; !taken.Add((found.Type, name)); number++) name = string.Create(CultureInfo.InvariantCulture, $"{plain}-{number}");
        return name;
    }

    private static IEnumerable<string> Candidates(WireResource found)
    {
        foreach (var part in new[] { found.Properties, found.Properties["tags"], found.Properties["labels"], found.Properties["metadata"], found.Outputs })
        {
            foreach (var key in Keys)
            {
                if (part?[key]?.AsText() is { Length: > 0 } text) yield return text;
            }
        }

        if (!string.IsNullOrEmpty(found.Name) && found.Name != found.Id) yield return found.Name;
        yield return found.Id[(found.Id.TrimEnd('/').LastIndexOf('/') + 1)..];
    }

    // What needs no quotes in any language.
    private static string Plain(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '.') name.Append(c);
            else if (name.Length > 0 && name[^1] != '-') name.Append('-');
            if (name.Length == Longest) break;
        }

        return name.ToString().Trim('-', '.');
    }
}
