using System.CommandLine;
using McpIac.Cli.Projects;

namespace McpIac.Cli.Programs;

/// <summary>The arguments of commands that take a name and, before or after it, optionally a program: which is which can be seen.</summary>
internal static class Positionals
{
    /// <summary>The program (a .csx, a .csproj or an existing folder) and the name; a second name is an error of the command line.</summary>
    public static (string? Program, string? Name) Split(IReadOnlyList<string> values)
    {
        var program = values.FirstOrDefault(IsProgram);
        return (program, values.FirstOrDefault(v => v != program));
    }

    public static Argument<string[]> Argument(string name, string description, int names)
    {
        var argument = new Argument<string[]>(name) { Description = description, Arity = new ArgumentArity(names, 2) };
        argument.Validators.Add(result =>
        {
            string[] values = [.. result.Tokens.Select(t => t.Value)];
            if (values.Count(v => !IsProgram(v)) > 1) result.AddError($"'{values[^1]}' is one name too many.");
        });
        return argument;
    }

    private static bool IsProgram(string value) => Project.IsProgram(value) || Directory.Exists(value);
}
