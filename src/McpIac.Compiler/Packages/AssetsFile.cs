using McpIac.Schemas.Data;

namespace McpIac.Compiler.Packages;

/// <summary>Reads the list of files from a <c>project.assets.json</c>.</summary>
internal static class AssetsFile
{
    /// <summary>The compile-time and run-time assemblies of every package, or null when the file has another form.</summary>
    public static PackageSet? Files(Datum assets)
    {
        var folders = assets["packageFolders"]?.Members.Select(m => m.Key).ToArray() ?? [];
        var target = assets["targets"]?.Members.Select(m => m.Value).FirstOrDefault();
        if (folders.Length == 0 || target is null) return null;

        var (compile, runtime) = (new List<string>(), new List<string>());
        foreach (var (key, package) in target.Members)
        {
            if (assets["libraries"]?[key]?["path"]?.AsText() is not { } path) continue;
            Add(package["compile"], path, folders, compile);
            Add(package["runtime"], path, folders, runtime);
        }

        return new PackageSet(compile, runtime, null);
    }

    private static void Add(Datum? group, string package, string[] folders, List<string> files)
    {
        // "_._" stands for "nothing for this framework".
        foreach (var (file, _) in group?.Members.Where(m => m.Key.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)) ?? [])
        {
            if (folders.Select(f => Path.Combine(f, package, file)).FirstOrDefault(File.Exists) is { } found) files.Add(found);
        }
    }
}
