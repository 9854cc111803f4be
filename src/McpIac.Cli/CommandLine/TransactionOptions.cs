using System.CommandLine;
using McpIac.Cli.Sessions;
using McpIac.Plans.Planning;

namespace McpIac.Cli.CommandLine;

/// <summary>What apply, drift, destroy and rollback are told about being all or nothing.</summary>
internal static class TransactionOptions
{
    public static Option<bool> Atomic { get; } = new("--atomic") { Description = "Refuse a plan with a step that can't be taken back exactly" };
    public static Option<string[]> AllowIrreversible { get; } = new("--allow-irreversible")
    {
        Description = "With --atomic: this resource's step may be such a one (a name, TYPE:NAME or urn; * for anything); may be given several times", HelpName = "resource",
    };

    public static void AddTo(Command command)
    {
        command.Options.Add(Atomic);
        command.Options.Add(AllowIrreversible);
        command.Validators.Add(result =>
        {
            var atomic = result.GetValue(Atomic);
            if (!atomic && result.GetValue(AllowIrreversible) is { Length: > 0 }) result.AddError("--allow-irreversible needs --atomic.");
            if (atomic && result.GetValue(Options.OnFailure) is "stop" or "continue") result.AddError("--atomic takes back what was done, and --on-failure says not to.");
        });
    }

    /// <summary>True when a plan may not be carried out, which was reported.</summary>
    public static bool Refuse(Session session, Plan plan)
    {
        if (!session.Parsed.GetValue(Atomic)) return false;
        var problems = Reversal.Problems(plan, session.Parsed.GetValue(AllowIrreversible) ?? []);
        session.Report(problems);
        return problems.Count > 0;
    }
}
