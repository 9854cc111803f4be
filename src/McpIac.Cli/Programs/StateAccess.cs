using McpIac.Cli.CommandLine;
using McpIac.Cli.Projects;
using McpIac.Cli.Secrets;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;
using McpIac.State.Stores;

namespace McpIac.Cli.Programs;

/// <summary>The state of a program's deployment: where it is, and how a command gets at it.</summary>
internal static class StateAccess
{
    // How long another run's lock is looked at again.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Where a project's states are kept: where <c>MCIACC_STATE</c> says, else <c>mciacc.yaml</c>, else in a file beside the program. Twins' are always in a file.</summary>
    public static async Task<(IStateStore? Store, IReadOnlyList<Diagnostic> Problems)> StoreAsync(Session session, Project project)
    {
        if (IsFile(project)) return Of(StateStore.At(project.StateFile));
        var environment = project.Environment ?? "";
        if (Environment.GetEnvironmentVariable(OwnVariables.State) is { Length: > 0 } own)
            return StateStore.IsDatabase(own) ? Of(StateStore.At(own, environment)) : (null, [CliProblems.NoStateAddress(OwnVariables.State, null)]);
        if (project.Own.State is not { Connection: { } connection } settings) return Of(StateStore.At(project.StateFile));
        var secrets = project.Secrets(session, SecretUse.Read);
        var (address, problem) = await ValueAsync(connection, "connection", settings.Place, secrets, session.Cancellation);
        if (address is null) return (null, [problem ?? CliProblems.NoStateAddress(ProjectSettings.FileName, settings.Place)]);
        if (!StateStore.IsDatabase(address)) return (null, [CliProblems.NoStateAddress(ProjectSettings.FileName, settings.Place)]);
        string? password = null;
        if (settings.Password is { } kept)
        {
            (password, problem) = await ValueAsync(kept, "password", settings.Place, secrets, session.Cancellation);
            if (problem is not null) return (null, [problem]);
        }

        var (store, wrong) = StateStore.At(address, environment, password);
        return (store, wrong is null ? [] : [wrong with { Place = settings.Place }]);
    }

    /// <summary>Whether a project's states are in its file, and nobody has to be asked for an address.</summary>
    public static bool IsFile(Project project) => project.Twin
        || (Environment.GetEnvironmentVariable(OwnVariables.State) is { Length: > 0 } own ? own == "file" : project.Own.State?.Connection is null);

    /// <summary>The state of a deployment of a project, for reading.</summary>
    /// <param name="ahead">What was begun to be read of it.</param>
    public static async Task<(IStoredJournal? Journal, IReadOnlyList<Diagnostic> Problems)> OpenReadAsync(Session session, Project project, string deployment, StateAhead? ahead = null)
    {
        if (ahead is not null && await ahead.TakeAsync(deployment) is { } read) return (read, []);
        var (store, problems) = await StoreAsync(session, project);
        if (store is null) return (null, problems);
        var (journal, problem) = store.OpenRead(deployment);
        return (journal, problem is null ? [] : [problem]);
    }

    /// <summary>The state of a program's deployment, for commands that are about it alone.</summary>
    public static async Task<(IStoredJournal? Journal, IReadOnlyList<Diagnostic> Problems)> OpenReadAsync(Session session, string? program)
    {
        var (project, wrong) = ProgramStep.Find(session, program);
        if (project is null) return (null, wrong);
        var (name, _, problems) = await DeploymentName.FindAsync(session, project);
        return name is null ? (null, problems) : await OpenReadAsync(session, project, name);
    }

    /// <summary>The same for writing; whoever has it is waited for as long as <c>--lock-timeout</c> says.</summary>
    public static async Task<(IStoredJournal? Journal, IReadOnlyList<Diagnostic> Problems)> OpenAsync(Session session, Project project, string deployment, StateAhead? ahead = null)
    {
        var (store, problems) = await StoreAsync(session, project);
        if (store is null) return (null, problems);
        using var read = ahead is null ? null : await ahead.TakeAsync(deployment);
        var (began, patience) = (TimeProvider.System.GetTimestamp(), TimeSpan.FromSeconds(session.Parsed.GetValue(Options.LockTimeout)));
        for (var waiting = false; ; waiting = true)
        {
            var (journal, problem) = store.Open(deployment, TimeProvider.System, read);
            if (journal is not null || problem is null) return (journal is null ? null : DeadlyJournal.Of(journal), []);
            if (problem.Id != "MCI5004" || TimeProvider.System.GetElapsedTime(began) >= patience) return (null, [problem]);
            if (!waiting && !session.Json) session.Screen.Note(new Rendering.Line($"Waiting: {problem.Message}"));
            await Task.Delay(Pause, session.Cancellation);
        }
    }

    private static (IStateStore? Store, IReadOnlyList<Diagnostic> Problems) Of((IStateStore? Store, Diagnostic? Problem) found) =>
        (found.Store, found.Problem is null ? [] : [found.Problem]);

    private static async Task<(string? Value, Diagnostic? Problem)> ValueAsync(StateValue value, string what, SourcePlace place, ProjectSecrets secrets, CancellationToken cancellation)
    {
        if (value.Secret is { } secret) return await secrets.FindAsync(secret, cancellation);
        if (value.Variable is not { } variable) return (value.Text, null);
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } found ? (found, null) : (null, CliProblems.StateVariableMissing(what, variable, place));
    }
}
