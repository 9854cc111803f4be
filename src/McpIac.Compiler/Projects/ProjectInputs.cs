using System.Xml;
using System.Xml.Linq;

namespace McpIac.Compiler.Projects;

/// <summary>
/// The files a project is made of, found without MSBuild: every source and build file in its folder and in those of the projects it
/// refers to, and what applies from the folders above. Too many is only slower; a reference that can't be followed means "don't cache".
/// </summary>
internal static class ProjectInputs
{
    private static readonly string[] Extensions = [".cs", ".csproj", ".props", ".targets", ".json", ".config", ".editorconfig", ".resx"];
    private static readonly string[] Above = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "NuGet.config", "nuget.config", ".editorconfig"];
    private static readonly string[] Skipped = ["bin", "obj", ".mciacc", ".git", "node_modules"];

    /// <summary>The files, or null when they can't all be known.</summary>
    public static IReadOnlySet<string>? Of(string project)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>([project]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            while (pending.TryPop(out var next))
            {
                if (!seen.Add(next)) continue;
                if (References(next) is not { } references) return null;
                foreach (var reference in references) pending.Push(reference);
                AddFolder(Path.GetDirectoryName(next) ?? ".", files);
                AddAbove(Path.GetDirectoryName(next) ?? ".", files);
            }

            return files;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or XmlException)
        {
            return null; // the build will say what is wrong
        }
    }

    private static string[]? References(string project)
    {
        var root = XDocument.Load(project).Root;
        var links = root?.Descendants().Where(e => e.Name.LocalName is "ProjectReference" or "Compile" or "Import" or "AdditionalFiles" or "Reference" && e.Attribute("Sdk") is null)
            .Select(e => ((string?)e.Attribute("Include") ?? (string?)e.Attribute("Project"), e.Name.LocalName)).Where(l => l.Item1 is not null).ToArray() ?? [];
        var outside = links.Where(l => l.Item1 is { } path && (path.Contains('$') || path.Contains('@') || (l.LocalName != "ProjectReference" && path.Contains(".."))));

        // Snapshots outside of the folder are part of every key already.
        if (outside.Any(l => l.Item1?.EndsWith(".mcp.json", StringComparison.Ordinal) != true)) return null;
        var folder = Path.GetDirectoryName(project) ?? ".";
        return [.. links.Where(l => l.LocalName == "ProjectReference").Select(l => Path.GetFullPath((l.Item1 ?? "").Replace('\\', Path.DirectorySeparatorChar), folder))];
    }

    private static void AddFolder(string folder, HashSet<string> files)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))) files.Add(file);
        foreach (var inner in Directory.EnumerateDirectories(folder).Where(d => !Skipped.Contains(Path.GetFileName(d), StringComparer.OrdinalIgnoreCase))) AddFolder(inner, files);
    }

    private static void AddAbove(string start, HashSet<string> files)
    {
        for (var folder = Directory.GetParent(start); folder is not null; folder = folder.Parent)
        {
            foreach (var file in Above.Select(n => Path.Combine(folder.FullName, n)).Where(File.Exists)) files.Add(file);
        }
    }
}
