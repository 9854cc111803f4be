using System.Text;
using System.Text.RegularExpressions;

namespace McpIac.Providers.Docker.Contexts;

/// <summary>What a <c>.dockerignore</c> leaves out: a pattern a line, <c>!</c> takes back, the last one that fits counts; what is in a folder that is left out is too.</summary>
internal sealed class IgnoreRules
{
    private readonly List<(Regex Pattern, bool Ignores)> rules = [];

    public static IgnoreRules Read(string content)
    {
        var rules = new IgnoreRules();
        foreach (var line in content.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var takesBack = line[0] == '!';
            var pattern = (takesBack ? line[1..].Trim() : line).Replace('\\', '/').Trim('/');
            if (pattern.StartsWith("./", StringComparison.Ordinal)) pattern = pattern[2..];
            if (pattern is "" or ".") continue;
            rules.rules.Add((new Regex(Expression(pattern), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), !takesBack));
        }

        return rules;
    }

    /// <summary>Whether anything is taken back: then a folder that is left out may hold what isn't.</summary>
    public bool HasExceptions => rules.Any(r => !r.Ignores);

    /// <param name="path">From the context's folder, with slashes.</param>
    public bool Ignores(string path)
    {
        var ignored = false;
        foreach (var (pattern, ignores) in rules)
        {
            if (ignores != ignored && Ancestors(path).Any(pattern.IsMatch)) ignored = ignores;
        }

        return ignored;
    }

    // The path, and the folders that it is in.
    private static IEnumerable<string> Ancestors(string path)
    {
        yield return path;
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1)) yield return path[..slash];
    }

    // ** is any number of folders, * and ? stay inside one name.
    private static string Expression(string pattern)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                i++;
                if (i + 1 < pattern.Length && pattern[i + 1] == '/')
                {
                    i++;
                    text.Append("(?:.*/)?");
                }
                else
                {
                    text.Append(".*");
                }
            }
            else if (pattern[i] == '[' && pattern.IndexOf(']', i) is > 0 and var end)
            {
                text.Append('[').Append(pattern[(i + 1)..end].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)).Append(']');
                i = end;
            }
            else
            {
                text.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var c => Regex.Escape(c.ToString()) });
            }
        }

        return text.Append('$').ToString();
    }
}
