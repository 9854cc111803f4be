using System.Text.Json;
using ModelContextProtocol.Protocol;

namespace McpIac.Providers.Tools;

/// <summary>One of the standard's tools as MCP lists it.</summary>
/// <param name="Arguments">The record its arguments are read into.</param>
/// <param name="Data">The record of its envelope's data.</param>
internal sealed record StandardTool(string Name, string Title, string Description, Type Arguments, Type Data, bool ReadOnly, bool Destructive, bool Idempotent)
{
    public Tool Describe() => new()
    {
        Name = Name,
        Title = Title,
        Description = Description,
        InputSchema = WireSchemas.Input(Arguments),
        OutputSchema = WireSchemas.Output(Data),
        Annotations = new ToolAnnotations
        {
            Title = Title, ReadOnlyHint = ReadOnly, DestructiveHint = Destructive, IdempotentHint = Idempotent, OpenWorldHint = !ReadOnly,
        },
    };
}
