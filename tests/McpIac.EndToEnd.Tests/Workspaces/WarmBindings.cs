using McpIac.EndToEnd.Tests.Processes;

namespace McpIac.EndToEnd.Tests.Workspaces;

/// <summary>The compiled classes of the repository's snapshots, made once: each test would else spend a second on the same.</summary>
internal static class WarmBindings
{
    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public static async Task CopyToAsync(string project)
    {
        var cache = Directory.CreateDirectory(Path.Combine(project, ".mciacc", "cache"));
        if (!OperatingSystem.IsWindows()) cache.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Repository.Copy(await Made.Value, Path.Combine(cache.FullName, "bindings"));
    }

    private static async Task<string> MakeAsync()
    {
        var root = Directory.CreateTempSubdirectory("mciacc-bindings-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(root, recursive: true);
        Repository.Copy(Path.Combine(Repository.Root, "schemas"), Path.Combine(root, "schemas"));
        await File.WriteAllTextAsync(Path.Combine(root, "infra.csx"), """new Local.Random("any") { Kind = "id" };""");
        (await Tool.RunAsync(root, ["build"])).Exits(0);
        return Path.Combine(root, ".mciacc", "cache", "bindings");
    }
}
