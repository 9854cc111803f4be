using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Programs;
using McpIac.Dsl.Parameters;
using McpIac.Plans.Binding;
using McpIac.Plans.Graphs;
using McpIac.Schemas.Data;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc build</c>: checks a program against the snapshots. Starts no provider, touches no state.</summary>
internal static class BuildCommand
{
    private static readonly Option<string?> Emit = new("--emit")
    {
        Description = "Write the bound deployment in its canonical form: the same bytes whatever language it was written in", HelpName = "file",
    };

    public static Command Create()
    {
        var command = new Command("build", "Check a program against the schema snapshots; nothing is contacted or changed") { Options.Program, Options.Format, Emit };
        command.SetAction(Session.Action("build", RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        var compiled = await ProgramStep.CompileAsync(session, project);
        session.Report(compiled.Diagnostics);
        if (compiled.Deployment is not { } deployment)
        {
            session.ReportCount();
            return session.End(ExitCodes.Invalid);
        }

        var (graph, cycles) = DependencyGraph.Build(deployment);
        session.Report(cycles);
        session.ReportCount();
        if (graph is null) return session.End(ExitCodes.Invalid);
        if (session.Parsed.GetValue(Emit) is { } path)
            await File.WriteAllTextAsync(path, DatumWriter.Write(BoundDeploymentJson.Write(deployment), sortKeys: false, indent: true) + "\n", session.Cancellation);
        session.Show(Summary(compiled, deployment));
        session.Add("fromCache", Datum.Of(compiled.FromCache));
        session.Add("deployment", Describe(deployment));
        session.Add("parameters", Datum.ListOf(compiled.Parameters.Select(Describe)));
        return session.End(ExitCodes.Success);
    }

    private static Line Summary(CompileResult compiled, BoundDeployment deployment) => new(
        new Piece(deployment.Name, Ink.Strong),
        $": {ActionWords.Count(deployment.Resources.Count, "resource")}, {ActionWords.Count(deployment.Outputs.Count, "output")}. ",
        new Piece("The program is sound.", Ink.Good), new Piece(compiled.FromCache ? " Nothing changed since the last build." : "", Ink.Faint));

    // The default of a secret is one.
    private static Datum Describe(DeclaredParameter parameter) => Datum.MapOf(
    [
        new("name", Datum.Of(parameter.Name)),
        new("schema", parameter.IsSecret ? parameter.Schema.Without("default") : parameter.Schema),
        new("secret", Datum.Of(parameter.IsSecret)),
    ]);

    private static Datum Describe(BoundDeployment deployment) => Datum.MapOf(
    [
        new("name", Datum.Of(deployment.Name)),
        new("resources", Datum.ListOf(deployment.Resources.Select(r => Datum.MapOf(
        [
            new("urn", Datum.Of(r.Urn)),
            new("type", Datum.Of(r.Type.Token)),
            new("name", Datum.Of(r.Name)),
            new("dependencies", JsonReport.Texts(r.Dependencies)),
        ])))),
        new("outputs", JsonReport.Texts(deployment.Outputs.Select(o => o.Name))),
        new("checks", JsonReport.Texts(deployment.Checks.Select(c => c.Name))),
    ]);
}
