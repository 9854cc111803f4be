using McpIac.Cli.CommandLine;
using McpIac.Cli.Projects;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Rendering;

/// <summary>A command whose result is one text: into a file, as a member of the document, or to standard output as it is.</summary>
internal static class TextResult
{
    /// <param name="path">The file; null for none.</param>
    /// <param name="member">What the document calls it.</param>
    public static async Task<int> EndAsync(Session session, string? path, string member, string text)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(path, text, session.Cancellation);
            var shown = Project.Display(Path.GetFullPath(path));
            session.Add("file", Datum.Of(shown));
            session.Show(new Line($"Wrote {shown}."));
            return session.End(ExitCodes.Success);
        }

        session.Add(member, Datum.Of(text));
        if (!session.Json) session.Screen.ShowRaw(text);
        return session.End(ExitCodes.Success);
    }
}
