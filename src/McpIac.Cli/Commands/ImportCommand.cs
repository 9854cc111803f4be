using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Connections;
using McpIac.Cli.Interaction;
using McpIac.Cli.Programs;
using McpIac.Cli.Projects;
using McpIac.Cli.Rendering;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Discoveries;
using McpIac.Compiler.Programs;
using McpIac.Dsl.Deployments;
using McpIac.Engine.Connections;
using McpIac.Engine.Discovery;
using McpIac.Engine.Orchestration;
using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc import</c>: takes over what exists under a name of the program; when the program hasn't got it, says how it would be declared.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Type = new("type") { Description = "The resource's type: aws:vpc:vpc" };
    private static readonly Argument<string> Name = new("name") { Description = "The resource's name in the program, or its urn" };
    private static readonly Argument<string> Id = new("id") { Description = "The provider's id of what exists" };

    public static Command Create() => Create("import", "import");

    /// <summary>The same among what mends the state.</summary>
    public static Command CreateAdopt() => Create("adopt", "state adopt");

    private static Command Create(string name, string path)
    {
        var command = new Command(name, "Take over what exists as a resource of the program; nothing but the state changes") { Type, Name, Id, Options.Program, Options.LockTimeout };
        command.SetAction(Session.Action(path, RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(Session session)
    {
        var (token, name) = (session.Parsed.GetValue(Type) ?? "", session.Parsed.GetValue(Name) ?? "");
        var (faults, mistake) = Faults.Of(session.Parsed);
        if (mistake is not null) return session.End(ExitCodes.Usage, mistake);
        if (ProgramStep.Locate(session) is not { } project) return session.End(ExitCodes.Invalid);
        var compiled = await ProgramStep.CompileAsync(session, project, SecretUse.Read);
        session.Report(compiled.Diagnostics);
        if (compiled.Deployment is not { } deployment)
        {
            session.ReportCount();
            return session.End(ExitCodes.Invalid);
        }

        if (compiled.Catalog.Find(token) is not { Kind: TypeKind.Resource } type) return session.End(ExitCodes.Invalid, CliProblems.NoSuchType(token, compiled.Catalog.Types.Where(t => t.Kind == TypeKind.Resource).Select(t => t.Token)));
        BoundResource[] named = [.. deployment.Resources.Where(r => r.Urn == name || r.Name == name || Urns.Local(r.Urn) == name)];
        var resource = named.FirstOrDefault(r => r.Type.Token == type.Token && r.Existing is null);
        if (resource is null && named.FirstOrDefault() is { } other) return session.End(ExitCodes.Invalid, CliProblems.OtherType(name, other.Type.Token, type.Token, other.Existing is not null));
        var (journal, problems) = await StateAccess.OpenAsync(session, project, deployment.Name);
        if (journal is null) return session.End(ExitCodes.Invalid, problems);
        using var _ = journal;
        await using var pool = new Connector(project, compiled.Catalog, faults, project.Secrets(session, SecretUse.Read), leavesNoTrace: true).Pool();
        var unsettled = await Orchestrator.SettleAsync(journal, pool, compiled.Catalog, session.Cancellation);
        session.Report(unsettled);
        if (unsettled.Any(d => d.Severity == Severity.Error)) return session.End(ExitCodes.Invalid);
        return resource is null ? await DeclareAsync(session, project, compiled, type, name, pool) : await ImportAsync(session, compiled, deployment, resource, journal, pool);
    }

    private static async Task<int> ImportAsync(
        Session session, CompileResult compiled, BoundDeployment deployment, BoundResource resource, McpIac.State.Journals.IJournal journal, ConnectionPool pool)
    {
        var id = session.Parsed.GetValue(Id) ?? "";
        var (found, problem) = await Discoverer.FindAsync(resource.Name, resource.Provider, resource.Type, id, pool, session.Cancellation);
        if (found is null) return session.End(ExitCodes.Invalid, problem is null ? [] : [problem]);
        var result = await Orchestrator.ImportAsync(deployment, resource, id, compiled.Catalog, journal, pool, session.Cancellation);
        session.Report(result.Diagnostics);
        if (result.Resource is not { } imported) return session.End(ExitCodes.Invalid);
        session.Show(new Line(new Piece(Urns.Local(imported.Urn), Ink.Strong), " is imported: ", new Piece(imported.Type, Ink.Accent), $" {imported.Id}."));
        if (result.Differences.Count > 0) session.Show([new Line("The next apply changes it to what the program says:"), .. result.Differences.SelectMany(d => ChangeView.Of(d)).Select(l => l.Indented(4))]);
        session.Add("urn", Datum.Of(imported.Urn));
        session.Add("id", Datum.Of(imported.Id));
        session.Add("differences", Changes.Describe(result.Differences));
        return session.End(ExitCodes.Success);
    }

    // The program is its author's: what is to be added is shown, and the rest is up to them.
    private static async Task<int> DeclareAsync(Session session, Project project, CompileResult compiled, ResourceType type, string name, ConnectionPool pool)
    {
        var (found, problem) = await Discoverer.FindAsync(name, type.Provider, type, session.Parsed.GetValue(Id) ?? "", pool, session.Cancellation);
        if (found is null) return session.End(ExitCodes.Invalid, problem is null ? [] : [problem]);
        var (request, wrong) = ProgramStep.Request(session, project);
        session.Report(wrong);
        var declaration = await FoundWriter.DeclarationAsync(request, compiled.Catalog, found, name, ProgramForms.Of(project.ProgramPath), session.Cancellation);
        session.Report(declaration.Diagnostics);
        if (declaration.Text is { } text)
        {
            if (!session.Json) session.Screen.ShowRaw(text);
            session.Add("declaration", Datum.Of(text));
        }

        var near = compiled.Deployment?.Resources.Where(r => r.Type.Token == type.Token).Select(r => r.Name) ?? [];
        return session.End(ExitCodes.Invalid, CliProblems.NotDeclared(name, type.Token, near, declaration.Text is not null));
    }
}
