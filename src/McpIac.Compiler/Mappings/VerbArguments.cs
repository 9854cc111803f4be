using McpIac.Schemas.Data;
using McpIac.Schemas.Inference;

namespace McpIac.Compiler.Mappings;

/// <summary>Which arguments of a tool a verb is about: its own, or those of the object, or list of objects, that is its only one.</summary>
internal static class VerbArguments
{
    public static ToolArguments Of(VerbMapping verb, ServerTool tool)
    {
        var plain = ToolArguments.Plain(tool);
        if (verb.Wrap is not { } wrap)
        {
            var isPlain = verb.Fixed.Members.Count > 0 || verb.Arguments.Any(a => plain.All.Any(p => p.Name == a.Name.Text));
            return isPlain ? plain : ToolArguments.Of(tool);
        }

        if (wrap.Text == "none") return plain;
        var isList = wrap.Text.EndsWith("[]", StringComparison.Ordinal);
        var name = isList ? wrap.Text[..^2] : wrap.Text;
        var schema = plain.All.FirstOrDefault(a => a.Name == name) is { } only ? plain.Resolved(only.Schema) : Datum.EmptyMap;
        return new ToolArguments(tool, name, isList, isList ? plain.Resolved(schema["items"] ?? Datum.EmptyMap) : schema);
    }

    /// <summary>Fixed arguments stand beside a wrapping, so they take the place of unwrapped ones alone.</summary>
    public static bool IsFixed(VerbMapping verb, ToolArguments arguments, string name) => arguments.Wrapper is null && verb.Fixed[name] is not null;
}
