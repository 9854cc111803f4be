using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using McpIac.Providers.Annotations;

namespace McpIac.Providers.Local.Files;

internal sealed record FileOutputs(
    [Description("The absolute path.")] string Id,
    [Description("The path as written."), From("${path}")] string Path,
    [Description("How many bytes the file has."), Unit("bytes"), From("${content}${contentBase64}${sensitiveContent}")] long Size,
    [Description("SHA-256 of the content; absent for sensitive content, which could be guessed from it."), RegularExpression("^[0-9a-f]{64}$"), From("${content}${contentBase64}")] string? Sha256);
