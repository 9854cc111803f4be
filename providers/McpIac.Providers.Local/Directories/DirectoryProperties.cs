using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;
using McpIac.Providers.Local.Ownership;

namespace McpIac.Providers.Local.Directories;

internal sealed record DirectoryProperties
{
    [Description("Where the directory is; relative paths start from the program's folder. Missing directories above it are made.")]
    [Immutable, MinLength(1), Examples("out")]
    public required string Path { get; init; }

    [Description("Permissions in octal, on systems that have them; the system's usual ones when left out. A directory that was there before keeps its own.")]
    [RegularExpression(Modes.Pattern), Examples("755", "700")]
    public string? Mode { get; init; }
}

internal sealed record DirectoryOutputs(
    [Description("The absolute path.")] string Id,
    [Description("The path as written."), From("${path}")] string Path);
