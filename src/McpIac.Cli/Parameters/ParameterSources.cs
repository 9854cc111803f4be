using System.Collections;
using McpIac.Cli.CommandLine;
using McpIac.Cli.Sessions;
using McpIac.Compiler.Settings;
using McpIac.Dsl.Parameters;
using McpIac.Plans.Secrets;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Validation;

namespace McpIac.Cli.Parameters;

/// <summary>Where values of a program's parameters come from. What is nearer to the command wins: <c>--set</c>, files of <c>--parameters</c>, variables, <c>mciacc.yaml</c>.</summary>
internal static class ParameterSources
{
    private const string Prefix = OwnVariables.ParameterPrefix;

    /// <param name="settings">Those of the environment.</param>
    public static (IReadOnlyDictionary<string, GivenParameter> Parameters, IReadOnlyList<Diagnostic> Problems) Of(Session session, SettingsPart settings)
    {
        var given = settings.Parameters.ToDictionary(p => p.Key, p => p.Value.Value, StringComparer.Ordinal);
        var problems = new List<Diagnostic>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable is not { Key: string name, Value: string text } || !name.StartsWith(Prefix, StringComparison.Ordinal) || name.Length == Prefix.Length) continue;
            given[name[Prefix.Length..]] = new GivenParameter(text, null, $"the environment variable {name}", IsAsked: false);
        }

        foreach (var file in session.Parsed.GetValue(Options.Parameters) ?? [])
        {
            var (parameters, wrong) = SettingsFile.Parameters(Path.GetFullPath(file));
            problems.AddRange(wrong);
            foreach (var (name, value) in parameters) given[name] = value;
        }

        // Of a parameter that is given twice the last one counts.
        foreach (var set in session.Parsed.GetValue(Options.Set) ?? [])
        {
            if (set.Split('=', 2) is [var name, var text]) given[name] = GivenParameter.Of(text);
        }

        return (given, problems);
    }

    /// <summary>Settings that were probably meant for a parameter of the program. Others are for other programs of the project.</summary>
    public static IEnumerable<Diagnostic> Unused(SettingsPart settings, IReadOnlyList<DeclaredParameter> declared)
    {
        if (declared.Count == 0) yield break;
        string[] open = [.. declared.Select(p => p.Name).Where(n => !settings.Parameters.ContainsKey(n))];
        foreach (var (name, setting) in settings.Parameters.Where(p => declared.All(d => d.Name != p.Key)))
        {
            if (Nearest.To(name, open) is { } meant) yield return SettingsProblems.ParameterNotOfProgram(name, meant, setting.Place);
        }
    }
}
