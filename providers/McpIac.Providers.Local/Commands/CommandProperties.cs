using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Local.Commands;

internal sealed record CommandProperties
{
    [Description("Makes the thing: the program, then its arguments.")]
    [MinLength(1), Examples(new object[] { new[] { "git", "init", "site" } })]
    public required IReadOnlyList<string> Create { get; init; }

    [Description("Says by exit code 0 that the thing is still there; any other means that it is gone. Left out: it is believed to be there.")]
    [MinLength(1), Examples(new object[] { new[] { "test", "-d", "site/.git" } })]
    public IReadOnlyList<string>? Read { get; init; }

    [Description("Runs when create, update, environment or workingDirectory changes. Left out: create runs again.")]
    [MinLength(1)]
    public IReadOnlyList<string>? Update { get; init; }

    [Description("Removes the thing. Left out: nothing runs.")]
    [MinLength(1), Examples(new object[] { new[] { "rm", "-r", "site" } })]
    public IReadOnlyList<string>? Delete { get; init; }

    [Description("Variables for all commands, besides PATH, HOME, the user, the language, the time zone and the folder for temporary files. No others are passed on.")]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    [Description("Where the commands run; relative to the program's folder, which it is when left out.")]
    [MinLength(1), Examples("site")]
    public string? WorkingDirectory { get; init; }

    [Description("Any texts; a change makes the thing anew.")]
    [Immutable]
    public IReadOnlyDictionary<string, string>? Triggers { get; init; }

    [Description("How long each command may take, in seconds; then it is stopped with its children.")]
    [Range(1, 86_400), Default(300), Unit("seconds")]
    public int Timeout { get; init; } = 300;
}
