using McpIac.Cli.Projects;
using McpIac.Providers.Stores;
using McpIac.State.Stores.Sqlite;

namespace McpIac.Cli.Programs;

/// <summary>What takes long the first time in a process, and that an apply comes to only once its program is compiled and planned.</summary>
internal static class FirstUse
{
    /// <summary>Does it meanwhile, where there is a processor to spare. Nothing depends on its being done.</summary>
    public static void Prepare(Project project)
    {
        if (Environment.ProcessorCount == 1) return;
        _ = Task.Run(() =>
        {
            if (StateAccess.IsFile(project)) SqliteStore.Prepare();
            ProviderStore.Prepare();
        });
    }
}
