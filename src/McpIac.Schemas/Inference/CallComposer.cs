using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Inference;

/// <summary>Makes a data source or an action of one tool: its arguments are the properties, its result is the outputs.</summary>
internal static class CallComposer
{
    public static InferredType Compose(ServerTool tool, TypeKind kind, string token)
    {
        var arguments = ToolArguments.Plain(tool);
        var use = new TypeTool(ToolRole.Call, tool.Name, null, false, arguments.All.Select(a => new ToolArgument(a.Name, a.Name, false)).ToArray());
        var (outputs, at) = Outputs(tool, arguments);
        return TypeDatum.Make(token, kind, tool.Title, tool, tool.Input, outputs, [], [], [use], JsonPointer.Append(tool.Pointer, "inputSchema"), at);
    }

    /// <summary>What the tool declares; a result that is no object, or isn't declared, is the one output <c>result</c>.</summary>
    private static (Datum Schema, string At) Outputs(ServerTool tool, ToolArguments arguments)
    {
        if (tool.Output is { } declared && declared["properties"] is { Members.Count: > 0 }) return (declared, JsonPointer.Append(tool.Pointer, "outputSchema"));
        var taken = new HashSet<string>(arguments.All.Select(a => a.Name), StringComparer.Ordinal);
        var name = new[] { "result", "output", "toolResult" }.FirstOrDefault(n => !taken.Contains(n)) ?? "theResult";
        return (TypeDatum.Object([new(name, tool.Output ?? TypeDatum.Described("What the tool answers."))], []), tool.Pointer);
    }
}
