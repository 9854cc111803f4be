using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Tools;

/// <summary>What a tool yields before it is put into the envelope.</summary>
/// <param name="Data">A record of the wire; null when there is nothing but the error.</param>
/// <param name="Sentence">For people, one sentence.</param>
internal sealed record ToolAnswer(object? Data, WireError? Error, string Sentence)
{
    public static ToolAnswer Of(object data, string sentence) => new(data, null, sentence);

    public static ToolAnswer Of(WireError error) => new(null, error, error.Message);
}
