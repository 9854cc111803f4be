using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Interaction;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;
using McpIac.State.Journals;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc output</c>: what the last successful apply yielded.</summary>
internal static class OutputCommand
{
    private static readonly Argument<string[]> Names =
        Positionals.Argument("name", "An output, whose bare value is printed; without it all are listed. A program may stand beside it", names: 0);

    public static Command Create()
    {
        var command = new Command("output", "Print the outputs of the last successful apply") { Names };
        command.SetAction(Session.Action("output", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (program, wanted) = Positionals.Split(session.Parsed.GetValue(Names) ?? []);
        var (journal, problems) = await StateAccess.OpenReadAsync(session, program);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var outputs = journal.Read().Outputs;
        if (wanted is not null) return One(session, outputs, wanted);
        if (outputs.Count == 0) session.Show(new Line("There are no outputs: nothing was applied yet, or the program has none."));
        var ordered = outputs.OrderBy(o => o.Key, StringComparer.Ordinal).ToArray();
        var width = Math.Min(30, ordered.Select(o => o.Key.Length).DefaultIfEmpty(0).Max());
        session.Show(ordered.Select(o => new Line(new Piece(o.Key.PadRight(width), Ink.Strong), "  ", ValueText.Bare(o.Value))));
        session.Add("outputs", Changes.OutputJson(ordered));
        return session.End(ExitCodes.Success);
    }

    private static int One(Session session, IReadOnlyDictionary<string, Datum> outputs, string name)
    {
        if (!outputs.TryGetValue(name, out var value)) return session.End(ExitCodes.Invalid, CliProblems.NoSuchOutput(name, outputs.Keys));
        if (value.Equals(Evaluation.Masked)) return session.End(ExitCodes.Invalid, CliProblems.SecretOutput(name));

        // As it is, for scripts: a terminal gets it cleaned like everything else.
        if (!session.Json && !session.Screen.IsLive) session.Screen.ShowRaw(ValueText.Bare(value) + "\n");
        else session.Show(new Line(ValueText.Bare(value)));
        session.Add("outputs", Changes.OutputJson([new(name, value)]));
        return session.End(ExitCodes.Success);
    }
}
