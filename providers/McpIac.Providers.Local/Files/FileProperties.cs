using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;
using McpIac.Providers.Local.Ownership;

namespace McpIac.Providers.Local.Files;

internal sealed record FileProperties
{
    [Description("Where the file is; relative paths start from the program's folder. Another path is another file.")]
    [Immutable, MinLength(1), Examples("out/status.html")]
    public required string Path { get; init; }

    [Description("The content as text, written as UTF-8. Without any content the file is empty.")]
    [Examples("Hello\n")]
    public string? Content { get; init; }

    [Description("The content as bytes in base64, instead of content.")]
    [RegularExpression(@"^[A-Za-z0-9+/\s]*={0,2}\s*$"), Examples("aGVsbG8=")]
    public string? ContentBase64 { get; init; }

    [Description("The content as text that no plan, state or log shows, instead of content. Unless a mode is given, only its owner can read the file.")]
    [Sensitive]
    public string? SensitiveContent { get; init; }

    [Description("Permissions in octal, on systems that have them; the system's usual ones when left out.")]
    [RegularExpression(Modes.Pattern), Examples("644", "600")]
    public string? Mode { get; init; }
}
