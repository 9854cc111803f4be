using System.Collections;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Sessions;
using McpIac.Dsl.Parameters;

namespace McpIac.Cli.Parameters;

/// <summary>Where values of a program's parameters come from: the command line, and behind it the environment.</summary>
internal static class ParameterSources
{
    /// <summary>What the name of an environment variable begins with that is a parameter's value.</summary>
    public const string Prefix = "MCIACC_PARAM_";

    public static IReadOnlyDictionary<string, GivenParameter> Of(Session session)
    {
        var given = new Dictionary<string, GivenParameter>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is not { Key: string name, Value: string text } || !name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length == Prefix.Length) continue;
            given[name[Prefix.Length..]] = new GivenParameter(text, null, $"the environment variable {name}", IsAsked: false);
        }

        // Of a parameter that is given twice the last one counts.
        foreach (var set in session.Parsed.GetValue(Options.Set) ?? [])
        {
            if (set.Split('=', 2) is [var name, var text]) given[name] = GivenParameter.Of(text);
        }

        return given;
    }
}
