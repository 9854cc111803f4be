using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Plans.Graphs;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc graph</c>: draws what depends on what.</summary>
internal static class GraphCommand
{
    private static readonly Option<string> Format = Options.OneOf("--format", "A Mermaid flowchart, a Graphviz digraph, or a drawing", "mermaid", "dot", "svg");
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write to this file instead of standard output", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("graph", "Draw what depends on what") { Options.Program, Format, Out };
        command.SetAction(Session.Action("graph", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        var compiled = await ProgramStep.CompileAsync(session, project);
        session.Report(compiled.Diagnostics);
        if (compiled.Deployment is not { } deployment) return session.End(ExitCodes.Invalid);
        var (graph, cycles) = DependencyGraph.Build(deployment);
        if (graph is null) return session.End(ExitCodes.Invalid, cycles);
        var format = session.Parsed.GetValue(Format) ?? "mermaid";
        var text = format switch
        {
            "dot" => GraphRenderer.Dot(graph),
            "svg" => GraphRenderer.Svg(graph),
            _ => GraphRenderer.Mermaid(graph),
        };
        session.Add("format", Datum.Of(format));
        if (session.Parsed.GetValue(Out) is { } path)
        {
            await File.WriteAllTextAsync(path, text, session.Cancellation);
            session.Add("file", Datum.Of(Project.Display(Path.GetFullPath(path))));
            session.Show(new Line($"Wrote {Project.Display(Path.GetFullPath(path))}."));
            return session.End(ExitCodes.Success);
        }

        session.Add("graph", Datum.Of(text));
        if (!session.Json) session.Screen.ShowRaw(text);
        return session.End(ExitCodes.Success);
    }
}
