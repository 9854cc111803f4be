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
                files.Add(next);
                if (Links(next) is not { } links) return null;
                foreach (var link in links.Where(l => l.IsBuildFile)) pending.Push(link.Path);
                files.UnionWith(links.Select(l => l.Path));
                if (!next.EndsWith("proj", StringComparison.OrdinalIgnoreCase)) continue;
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

    // What a build file names outside of its own folder: other projects, imports, sources, dlls.
    private static (string Path, bool IsBuildFile)[]? Links(string file)
    {
        var folder = Path.GetDirectoryName(file) ?? ".";
        var links = new List<(string, bool)>();
        foreach (var element in XDocument.Load(file).Root?.Descendants() ?? [])
        {
            var kind = element.Name.LocalName;
            if (kind is not ("ProjectReference" or "Compile" or "Import" or "AdditionalFiles" or "HintPath") || element.Attribute("Sdk") is not null) continue;
            var written = kind == "HintPath" ? element.Value : (string?)element.Attribute("Include") ?? (string?)element.Attribute("Project");
            if (written is null) continue;
            var path = written.Replace("$(MSBuildThisFileDirectory)", folder + "/", StringComparison.OrdinalIgnoreCase).Replace('\\', Path.DirectorySeparatorChar).Trim();

            // The folder's own snapshots and sources are listed anyway, whatever pattern takes them in.
            if (path == "$(McpIacSnapshots)" || (path.Contains('*', StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal))) continue;
            if (path.AsSpan().ContainsAny("$@*;%")) return null;
            links.Add((Path.GetFullPath(path, folder), kind is "ProjectReference" or "Import"));
        }

        return [.. links];
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
