using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Parameters;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.StateEvaluation;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc console</c>: what expressions yield over the state of a deployment. Nothing is contacted or changed.</summary>
internal static class ConsoleCommand
{
    private const string Prompt = "> ", Source = "console";

    private static readonly Option<string[]> Eval = new("--eval")
    {
        Description = "Print what an expression yields and end; may be given several times", HelpName = "expression",
    };

    public static Command Create()
    {
        var command = new Command("console", "Evaluate expressions over the state, from standard input unless --eval gives them; nothing is contacted or changed") { Options.Program, Eval };
        command.SetAction(Session.Action("console", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        var (name, compiled, problems) = await DeploymentName.FindAsync(session, project);
        if (name is null) return session.End(ExitCodes.Invalid, problems);
        (var journal, problems) = await StateAccess.OpenReadAsync(session, project, name);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        var (given, wrong) = ParameterSources.Of(session, project.Own);
        session.Report(wrong);
        var expressions = new StateExpressions(journal.Read(), compiled.Catalog, compiled.Parameters, given, new ProjectExternals(session, project, SecretUse.Read),
            (compiled.Deployment?.Resources ?? []).Where(r => r.Existing is not null).Select(r => r.Name));
        var results = new List<Datum>();
        var texts = session.Parsed.GetValue(Eval) ?? [];
        var ok = texts.Length > 0 ? await EvaluateAsync(session, expressions, texts, results) : await ReadAsync(session, expressions, results);
        session.Add("results", Datum.ListOf(results));
        return session.End(ok ? ExitCodes.Success : ExitCodes.Invalid);
    }

    private static async Task<bool> EvaluateAsync(Session session, StateExpressions expressions, IReadOnlyList<string> texts, List<Datum> results)
    {
        var ok = true;
        session.AddSource(Eval.Name, texts);
        foreach (var (index, text) in texts.Index()) ok &= await ShowAsync(session, expressions, text, Eval.Name, index + 1, results);
        return ok;
    }

    /// <returns>False when a line was wrong and no person was there to see it.</returns>
    private static async Task<bool> ReadAsync(Session session, StateExpressions expressions, List<Datum> results)
    {
        var (ok, lines) = (true, new List<string>());
        session.AddSource(Source, lines);
        var asks = session.Screen.CanAsk && !session.Json;
        while (true)
        {
            if (asks) session.Screen.Ask(new Line(new Piece(Prompt, Ink.Faint)));

            // Reading a line can't be cancelled, so an interrupt doesn't wait for it.
            if (await Task.Run(session.Screen.Input.ReadLine).WaitAsync(session.Cancellation) is not { } line || line.Trim() == "exit") return ok || asks;
            lines.Add(line);
            if (line.Trim().Length > 0) ok &= await ShowAsync(session, expressions, line, Source, lines.Count, results);
        }
    }

    private static async Task<bool> ShowAsync(Session session, StateExpressions expressions, string text, string source, int line, List<Datum> results)
    {
        var (value, problems) = await expressions.EvaluateAsync(text, source, line, session.Cancellation);
        session.Report(problems);
        if (value is null) return false;
        var secret = value.Equals(Evaluation.Masked);
        results.Add(Datum.MapOf([new("expression", Datum.Of(text)), .. secret ? [] : new KeyValuePair<string, Datum>[] { new("value", value) }, new("secret", Datum.Of(secret))]));

        // One that is asked for alone is for scripts, which want a text as it is; a terminal gets it cleaned like everything else.
        if (source != Eval.Name) session.Show(new Line(ValueText.Of(value, int.MaxValue)));
        else if (!session.Json && !session.Screen.IsLive) session.Screen.ShowRaw(ValueText.Bare(value) + "\n");
        else session.Show(new Line(ValueText.Bare(value)));
        return true;
    }
}
