using System.Text;
using McpIac.Cli.Rendering;
using McpIac.Cli.Sessions;

namespace McpIac.Cli.Secrets;

/// <summary>What is typed and not seen: passphrases, secrets. Never from an argument, which others of the machine can see.</summary>
internal static class Passphrase
{
    /// <summary>From the variable, else from whoever is there; null when nobody is.</summary>
    public static string? Ask(Session session, string variable, string question) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set ? set : CanAsk(session) ? Hidden(session, question) : null;

    /// <summary>The same for a new one, which is asked for twice; null when it is too short or isn't the same twice.</summary>
    public static string? New(Session session, string variable, string what, int least)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } set) return set.Length >= least ? set : null;
        if (!CanAsk(session)) return null;
        var typed = Hidden(session, $"A {what}: ");
        return typed.Length >= least && Hidden(session, "Once more: ") == typed ? typed : null;
    }

    public static bool CanAsk(Session session) => session.Screen.CanAsk && !session.Json;

    /// <summary>A line that isn't shown while it is typed.</summary>
    public static string Hidden(Session session, string question)
    {
        session.Screen.Ask(new Line(question));
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        session.Show(Line.Empty);
        return typed.ToString();
    }
}
