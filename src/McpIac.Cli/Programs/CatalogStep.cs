using McpIac.Cli.CommandLine;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Programs;

/// <summary>The snapshots of commands that need no program: those of <c>--schemas</c>, else the project's.</summary>
internal static class CatalogStep
{
    /// <summary>The catalog, and what is wrong with it, which was reported; without any provider there is an error among that.</summary>
    public static (Catalog Catalog, string Folder, IReadOnlyList<Diagnostic> Problems) Load(Session session)
    {
        var folder = session.Parsed.GetValue(Options.Schemas) is { } given ? Path.GetFullPath(given) : SnapshotFolder.Find(Directory.GetCurrentDirectory());
        var (catalog, problems) = ProgramCompiler.LoadCatalog(folder, SnapshotFolder.Files(folder).Count > 0 ? SnapshotFolder.Pattern : "*.json");
        if (catalog.Providers.Count == 0 && problems.All(d => d.Severity != Severity.Error)) problems = [.. problems, CliProblems.NoSnapshots(Project.Display(folder))];
        session.Report(problems);
        return (catalog, folder, problems);
    }
}
