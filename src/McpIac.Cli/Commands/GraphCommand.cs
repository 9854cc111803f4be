using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Drawings;
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
    // More than anybody can find anything in. Columns that lines pass by count as boxes where they are laid out: some five seconds of it.
    private const int ReadableBoxes = 1_500;

    private static readonly string[] Groupings = ["component", "stage", "provider"];
    private static readonly Option<string> Format = Options.OneOf("--format", "A Mermaid flowchart, a Graphviz digraph, or a drawing", "mermaid", "dot", "svg");
    private static readonly Option<string?> Collapse = new("--collapse") { Description = "One box for each component, stage or provider, with counts", HelpName = string.Join('|', Groupings) };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write to this file instead of standard output", HelpName = "file" };

    public static Command Create()
    {
        var command = new Command("graph", "Draw what depends on what") { Options.Program, Format, Collapse, Out };
        Collapse.AcceptOnlyFromAmong(Groupings);
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
        var collapse = session.Parsed.GetValue(Collapse);
        var drawing = collapse is null ? GraphDrawing.Of(graph) : GraphDrawing.Of(graph, Enum.Parse<GraphGrouping>(collapse, ignoreCase: true));
        if (drawing.Boxes.Count > ReadableBoxes) session.Report(CliProblems.TooManyBoxes(drawing.Boxes.Count, collapse));
        else if (format == "svg" && drawing.Boxes.Count + drawing.CountPassed() > ReadableBoxes) session.Report(CliProblems.TooManyLines(drawing.Boxes.Count, drawing.Lines.Count, collapse));
        var text = format switch
        {
            "dot" => GraphRenderer.Dot(drawing),
            "svg" => GraphRenderer.Svg(drawing, LayeredLayout.Of(drawing)),
            _ => GraphRenderer.Mermaid(drawing),
        };
        session.Add("format", Datum.Of(format));
        if (collapse is not null) Describe(session, drawing, collapse);
        return await TextResult.EndAsync(session, session.Parsed.GetValue(Out), "graph", text);
    }

    private static void Describe(Session session, GraphDrawing drawing, string collapse)
    {
        session.Add("collapse", Datum.Of(collapse));
        session.Add("boxes", Datum.ListOf(drawing.Boxes.Select(b => Datum.MapOf([new("name", Datum.Of(b.Name)), new("resources", Datum.Of((long)b.Resources))]))));
        session.Add("lines", Datum.ListOf(drawing.Lines.Select(l => Datum.MapOf(
            [new("from", Datum.Of((long)l.From)), new("to", Datum.Of((long)l.To)), new("dependencies", Datum.Of((long)l.Dependencies))]))));
    }
}
