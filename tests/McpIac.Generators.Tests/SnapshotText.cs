using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace McpIac.Generators.Tests;

/// <summary>An additional file with a given content; null is a file that can't be read.</summary>
internal sealed class SnapshotText(string path, string? content) : AdditionalText
{
    public override string Path => path;

    public override SourceText? GetText(CancellationToken cancellationToken = default) => content is null ? null : SourceText.From(content);
}
