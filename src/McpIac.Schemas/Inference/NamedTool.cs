namespace McpIac.Schemas.Inference;

/// <summary>A tool whose name was understood, and its verb.</summary>
internal sealed record NamedTool(ServerTool Tool, ToolName Name, Verb Verb)
{
    public static NamedTool Of(ServerTool tool, ToolName name, Verb verb) =>
        new(tool, name, verb.Meaning == VerbMeaning.Update && tool.CreatesToo ? verb with { Meaning = VerbMeaning.Put } : verb);
}
