using McpIac.Plans.Planning;

namespace McpIac.Cli.Rendering;

/// <summary>How actions look and are called.</summary>
internal static class ActionWords
{
    public static Piece Symbol(StepAction action) => action switch
    {
        StepAction.Create => new Piece("+", Ink.Good),
        StepAction.Update => new Piece("~", Ink.Change),
        StepAction.Replace => new Piece("±", Ink.Replace),
        StepAction.Delete => new Piece("-", Ink.Bad),
        StepAction.Forget => new Piece("○", Ink.Change),
        StepAction.Import => new Piece("●", Ink.Good),
        StepAction.Read => new Piece("▸", Ink.Faint),
        StepAction.Run => new Piece("▶", Ink.Change),
        _ => new Piece(" "),
    };

    public static string Running(StepAction action) => action switch
    {
        StepAction.Create => "creating",
        StepAction.Update => "updating",
        StepAction.Replace => "replacing",
        StepAction.Forget => "forgetting",
        StepAction.Import => "importing",
        StepAction.Read => "reading",
        StepAction.Run => "running",
        _ => "deleting",
    };

    public static string Done(StepAction action) => action switch
    {
        StepAction.Create => "created",
        StepAction.Update => "updated",
        StepAction.Replace => "replaced",
        StepAction.Forget => "forgotten",
        StepAction.Import => "imported",
        StepAction.Read => "read",
        StepAction.Run => "ran",
        _ => "deleted",
    };

    /// <summary>"1 resource", "2 resources".</summary>
    public static string Count(int count, string thing) => $"{count} {thing}{(count == 1 ? "" : "s")}";
}
