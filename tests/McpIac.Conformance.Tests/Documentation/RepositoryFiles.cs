namespace McpIac.Conformance.Tests.Documentation;

/// <summary>Files of the repository, found from where the tests run.</summary>
internal static class RepositoryFiles
{
    public static string Path(string relative)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "McpIac.Dsl.sln"))) folder = folder.Parent;
        return System.IO.Path.Combine(folder?.FullName ?? throw new InvalidOperationException("The repository isn't above the tests."), relative);
    }
}
