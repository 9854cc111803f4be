using System.Security.Cryptography;
using System.Text.Json.Nodes;
using McpIac.EndToEnd.Tests.Documents;
using McpIac.EndToEnd.Tests.Processes;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.State.Journals;
using McpIac.State.Stores.Sqlite;

namespace McpIac.EndToEnd.Tests.Workspaces;

/// <summary>A throw-away project: a copy of a sample in a temporary folder, with the repository's <c>schemas/</c> beside it.</summary>
internal sealed class Workspace : IDisposable
{
    private const string TwinFolder = ".mciacc/twin";

    private Workspace(string root, string name) => (Root, Folder) = (root, Path.Combine(root, name));

    /// <summary>What holds <see cref="Folder"/> and <c>schemas/</c>.</summary>
    public string Root { get; }

    /// <summary>The program's folder; commands run in it.</summary>
    public string Folder { get; }

    public string Script => Path.Combine(Folder, "infra.csx");

    public static async Task<Workspace> OfAsync(string sample)
    {
        var workspace = new Workspace(Directory.CreateTempSubdirectory("mciacc-e2e-").FullName, sample);
        Repository.Copy(Path.Combine(Repository.Root, "samples", sample), workspace.Folder);
        Repository.Copy(Path.Combine(Repository.Root, "schemas"), Path.Combine(workspace.Root, "schemas"));
        await WarmBindings.CopyToAsync(workspace.Folder);
        return workspace;
    }

    /// <summary>A workspace whose program is this script; the deployment is called "app" unless the script says otherwise.</summary>
    public static async Task<Workspace> WithAsync(string script)
    {
        var workspace = new Workspace(Directory.CreateTempSubdirectory("mciacc-e2e-").FullName, "app");
        Repository.Copy(Path.Combine(Repository.Root, "schemas"), Path.Combine(workspace.Root, "schemas"));
        Directory.CreateDirectory(workspace.Folder);
        await File.WriteAllTextAsync(workspace.Script, script);
        await WarmBindings.CopyToAsync(workspace.Folder);
        return workspace;
    }

    /// <summary>A workspace whose program is this document, <c>infra.yaml</c>.</summary>
    public static async Task<Workspace> OfDocumentAsync(string document)
    {
        var workspace = new Workspace(Directory.CreateTempSubdirectory("mciacc-e2e-").FullName, "app");
        Repository.Copy(Path.Combine(Repository.Root, "schemas"), Path.Combine(workspace.Root, "schemas"));
        Directory.CreateDirectory(workspace.Folder);
        await File.WriteAllTextAsync(workspace.PathOf("infra.yaml"), document);
        return workspace;
    }

    /// <summary>Replaces a text that stands in the document once.</summary>
    public void EditDocument(string before, string after)
    {
        var document = Read("infra.yaml");
        Assert.Equal(2, document.Split(before).Length);
        File.WriteAllText(PathOf("infra.yaml"), document.Replace(before, after, StringComparison.Ordinal));
    }

    public Task<ToolResult> RunAsync(params string[] arguments) => Tool.RunAsync(Folder, arguments);

    public ToolRun Start(params string[] arguments) => Tool.Start(Folder, arguments);

    /// <summary>Replaces a text that stands in the script once.</summary>
    public void Edit(string before, string after)
    {
        var script = File.ReadAllText(Script);
        Assert.Equal(2, script.Split(before).Length);
        File.WriteAllText(Script, script.Replace(before, after, StringComparison.Ordinal));
    }

    /// <summary>Writes mciacc.yaml above the program's folder.</summary>
    public Task WriteSettingsAsync(string content) => File.WriteAllTextAsync(Path.Combine(Root, "mciacc.yaml"), content);

    public string PathOf(params string[] names) => Path.Combine([Folder, .. names]);

    public string SnapshotOf(string provider) => Path.Combine(Root, "schemas", $"{provider}.mcp.json");

    public string Read(params string[] names) => File.ReadAllText(PathOf(names));

    /// <summary>All that mciacc remembers, to be compared: its files but the cache, by name and content.</summary>
    public string Record() => string.Join('\n', Directory.EnumerateFiles(PathOf(".mciacc"), "*", SearchOption.AllDirectories)
        .Where(f => !f.Contains("/cache/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(f => $"{Path.GetRelativePath(Folder, f)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}"));

    /// <summary>What a provider believes to exist, by name. Only while no mciacc runs, when all of it is in the file.</summary>
    public IReadOnlyList<LiveObject> World(string provider, string folder = TwinFolder) =>
        [.. WorldLines(provider, folder).Select(l => JsonNode.Parse(l).As<LiveObject>()).OrderBy(o => o.Name, StringComparer.Ordinal)];

    public IEnumerable<string> WorldLines(string provider, string folder = TwinFolder)
    {
        var file = Path.Combine(Folder, folder, $"{provider}.world.jsonl");
        return File.Exists(file) ? File.ReadAllLines(file).Order(StringComparer.Ordinal) : [];
    }

    /// <summary>All worlds' lines, to be compared as one.</summary>
    public string[] Worlds() => [.. new[] { "aws", "docker", "local", "opnsense" }.SelectMany(p => WorldLines(p))];

    /// <summary>The state as mciacc shows it.</summary>
    public async Task<JsonObject> StateAsync(params string[] options) => (await RunAsync(["state", "list", "--json", .. options])).Exits(0).Json;

    /// <summary>Waits until something is so that a running mciacc brings about; fails when it ends before.</summary>
    public async Task WaitForAsync(Func<bool> condition, ToolRun run, string folder = TwinFolder)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(ToolRun.Patience);
        while (!File.Exists(PathOf(folder, "state.db")) || !condition())
        {
            Assert.False(run.HasExited, "mciacc ended before what was waited for");
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>The twin's state; also while it changes.</summary>
    public DeploymentState State(string deployment, string folder = TwinFolder) => FromJournal(deployment, folder, j => j.Read());

    /// <summary>The twin's journal, oldest first; also while it grows.</summary>
    public IReadOnlyList<JournalEntry> Journal(string deployment) =>
        FromJournal(deployment, TwinFolder, j => (JournalEntry[])[.. j.History(int.MaxValue).OrderBy(e => e.Serial).Select(e => e.Entry)]);

    private T FromJournal<T>(string deployment, string folder, Func<IJournal, T> read)
    {
        var (journal, problem) = new SqliteStore(PathOf(folder, "state.db")).OpenRead(deployment);
        Assert.Null(problem);
        using (journal) return read(journal!);
    }

    /// <summary>Sets the program's folder aside as it is; for <see cref="Restore"/>.</summary>
    public string Save()
    {
        var saved = Directory.CreateDirectory(Path.Combine(Root, $"saved-{Guid.NewGuid():N}")).FullName;
        Repository.CopyAll(Folder, saved);
        return saved;
    }

    public void Restore(string saved)
    {
        Directory.Delete(Folder, recursive: true);
        Repository.CopyAll(saved, Folder);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
