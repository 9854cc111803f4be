using System.CommandLine;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Programs;
using McpIac.Cli.Sessions;
using McpIac.Dsl.Deployments;
using McpIac.Plans.Journals;
using McpIac.Plans.States;

namespace McpIac.Cli.Commands;

/// <summary><c>mciacc state taint</c>, <c>untaint</c>, <c>protect</c>, <c>unprotect</c>: what the next plans are to make of a resource.</summary>
internal static class StateMarkCommand
{
    private static readonly Argument<string[]> Names = Positionals.Argument("resource", "A resource's name or urn. A program may stand beside it", names: 1);

    public static IEnumerable<Command> All =>
    [
        Create("taint", "Have the next plan make a resource anew", "will be made anew by the next apply", r => r with { Tainted = true }),
        Create("untaint", "Take a taint back", "is as good as any", r => r with { Tainted = false }),
        Create("protect", "Refuse plans that would delete or replace a resource, whatever the program says", "is protected", r => r with { Protected = true }),
        Create("unprotect", "Take a protection back", "isn't protected by hand any more", r => r with { Protected = false }),
    ];

    private static Command Create(string name, string description, string said, Func<ResourceState, ResourceState> mark)
    {
        var command = new Command(name, description) { Names, Options.LockTimeout };
        command.SetAction(Session.Action($"state {name}", session => RunAsync(session, name, said, mark)));
        return command;
    }

    private static Task<int> RunAsync(Session session, string command, string said, Func<ResourceState, ResourceState> mark)
    {
        var (program, name) = Positionals.Split(session.Parsed.GetValue(Names) ?? []);
        if (name is null) return Task.FromResult(session.End(ExitCodes.Usage, CliProblems.Usage($"state {command} needs a resource's name or urn.", "'mciacc state list' shows them.")));
        return StateEdit.RunAsync(session, program, name, (_, resource) =>
        {
            var marked = mark(resource);
            JournalEntry[] entries = marked == resource ? [] : [new ResourceMarked(resource.Urn, marked.Tainted, marked.Protected)];
            return (new StateEdit(entries, $"{Urns.Local(resource.Urn)} {said}."), null);
        });
    }
}
