using McpIac.EndToEnd.Tests.Processes;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.Starts;

/// <summary>What <c>mciacc init shop</c> makes in an empty folder, applied.</summary>
public sealed class NewProject : IAsyncLifetime
{
    internal string Parent { get; } = Directory.CreateTempSubdirectory("mciacc-e2e-").FullName;

    internal string Folder => Path.Combine(Parent, "shop");

    internal ToolResult? Init { get; private set; }

    internal ToolResult? Apply { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Init = (await Tool.RunAsync(Parent, ["init", "shop"])).Exits(0);
        await WarmBindings.CopyToAsync(Folder);
        Apply = (await Tool.RunAsync(Folder, ["apply"])).Exits(0);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Parent, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);
}
