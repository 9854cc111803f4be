using McpIac.Cli.CommandLine;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Cli.Interaction;

/// <summary>Asks before something is destroyed.</summary>
internal static class Confirmation
{
    /// <summary>Null when it may go on, else why not.</summary>
    /// <param name="what">What will happen, as a clause: "2 resources will be destroyed".</param>
    public static async Task<Diagnostic?> AskAsync(Session session, string what)
    {
        if (session.Parsed.GetValue(Options.Yes)) return null;
        if (session.Json || !session.Screen.CanAsk) return CliProblems.NeedsConfirmation(what);
        session.Show(Line.Empty);
        session.Screen.Ask(new Line($"{what}. Go on? ", new Piece("Only 'yes' will do: ", Ink.Faint)));

        // Reading a line can't be cancelled, so an interrupt doesn't wait for it.
        var answer = await Task.Run(session.Screen.Input.ReadLine).WaitAsync(session.Cancellation);
        return answer?.Trim() == "yes" ? null : CliProblems.Declined();
    }
}
