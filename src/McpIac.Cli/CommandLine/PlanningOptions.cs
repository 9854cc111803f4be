using System.CommandLine;
using McpIac.Engine.Orchestration;

namespace McpIac.Cli.CommandLine;

/// <summary>What plan and apply are told about what to plan.</summary>
internal static class PlanningOptions
{
    public static Option<bool> NoRefresh { get; } = new("--no-refresh") { Description = "Don't ask providers what there really is: compare with state alone" };
    public static Option<bool> RefreshOnly { get; } = new("--refresh-only") { Description = "Change nothing, but let state say what there really is" };
    public static Option<bool> Adopt { get; } = new("--adopt") { Description = "Take over what providers have of this deployment and state doesn't know" };
    public static Option<string[]> Target { get; } = Names("--target", "Only this resource, with what it depends on");
    public static Option<string[]> Exclude { get; } = Names("--exclude", "All but this resource and what depends on it");
    public static Option<string[]> Replace { get; } = Names("--replace", "Make this resource anew, changed or not");

    public static IEnumerable<Option> All => [NoRefresh, RefreshOnly, Adopt, Target, Exclude, Replace];

    public static PlanChoices Of(ParseResult parsed) => new()
    {
        Refresh = !parsed.GetValue(NoRefresh),
        RefreshOnly = parsed.GetValue(RefreshOnly),
        Adopt = parsed.GetValue(Adopt),
        Targets = parsed.GetValue(Target) ?? [],
        Excludes = parsed.GetValue(Exclude) ?? [],
        Replaces = parsed.GetValue(Replace) ?? [],
    };

    private static Option<string[]> Names(string name, string description) => new(name)
    {
        Description = description + " (a name, TYPE:NAME or urn; * for anything); may be given several times", HelpName = "resource",
    };
}
