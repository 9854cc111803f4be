using McpIac.Schemas.Data;

namespace McpIac.Cli.Projects;

/// <summary>The files that <c>init</c> writes.</summary>
internal static class StarterProject
{
    private const string Ignored = """
        # State and caches. Who works alone may commit state; a team keeps it in one place.
        .mciacc/
        out/

        """;

    /// <param name="name">The deployment's name.</param>
    public static IEnumerable<(string Path, string Content)> Files(string name) =>
    [
        ("infra.csx", Program(name.Length == 0 ? "hello" : name)),
        (".gitignore", Ignored),
        .. SnapshotFolder.BuiltIn().Select(s => (Path.Combine(SnapshotFolder.FolderName, s.Name), s.Content)),
    ];

    // A JSON text is a C# literal too, whatever the folder is called.
    private static string Program(string name) => $$"""
        // What should exist. 'mciacc plan' shows what would be done, 'mciacc apply' does it, 'mciacc destroy' takes it away.
        Deployment({{DatumWriter.Write(Datum.Of(name), sortKeys: false)}});

        var pet = new Local.Random("mascot") { Kind = "pet" };
        var page = new Local.File("page")
        {
            Path = "out/hello.txt",
            Content = $"Hello from {pet.Value}\n",
        };

        Output("mascot", pet.Value);
        Output("page", page.Path);

        """;
}
