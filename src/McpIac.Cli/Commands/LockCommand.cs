using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Interaction;
using McpIac.Cli.Programs;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Stores;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc lock</c>: who may write to the state, and how that is taken away from who can't give it back.</summary>
internal static class LockCommand
{
    public static Command Create()
    {
        var show = new Command("show", "Show who uses the state") { Options.Program };
        show.SetAction(Session.Action("lock show", ShowAsync));
        var broken = new Command("break", "Take the state away from a run that is stuck; what it writes from then on is refused; asks first") { Options.Program, Options.Yes };
        broken.SetAction(Session.Action("lock break", BreakAsync));
        return new Command("lock", "See and break the lock of the state") { show, broken };
    }

    private static async Task<int> ShowAsync(Session session)
    {
        var (_, name, holder, problems) = await HolderAsync(session);
        if (name is null) return session.End(ExitCodes.Invalid, problems);
        session.Show(new Line(holder is null ? $"Nobody uses the state of {name}." : $"The state of {name} is in use by {holder}."));
        return End(session, name, holder);
    }

    private static async Task<int> BreakAsync(Session session)
    {
        var (store, name, holder, problems) = await HolderAsync(session);
        if (store is null || name is null) return session.End(ExitCodes.Invalid, problems);
        if (holder is null)
        {
            session.Show(new Line($"Nobody uses the state of {name}."));
            return End(session, name, holder);
        }

        if (await Confirmation.AskAsync(session, $"The state of {name} will be taken away from {holder}") is { } refusal) return session.End(ExitCodes.Cancelled, refusal);
        if (store.Break(name) is { } problem) return session.End(ExitCodes.Invalid, problem);
        session.Show(new Line("The state is free. The next apply finds out what became of the changes that were under way."));
        return End(session, name, holder);
    }

    private static int End(Session session, string name, string? holder)
    {
        session.Add("deployment", Datum.Of(name));
        if (holder is not null) session.Add("holder", Datum.Of(holder));
        return session.End(ExitCodes.Success);
    }

    private static async Task<(IStateStore? Store, string? Deployment, string? Holder, IReadOnlyList<Diagnostic> Problems)> HolderAsync(Session session)
    {
        if (ProgramStep.Locate(session) is not { } project) return (null, null, null, []);
        var (name, _, problems) = await DeploymentName.FindAsync(session, project);
        if (name is null) return (null, null, null, problems);
        (var store, problems) = await StateAccess.StoreAsync(session, project);
        if (store is null) return (null, null, null, problems);
        var (holder, problem) = store.Holder(name);
        return problem is null ? (store, name, holder, []) : (null, null, null, [problem]);
    }
}
