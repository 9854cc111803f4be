using McpIac.Schemas.Data;
using McpIac.Schemas.Inference;

namespace McpIac.Compiler.Mappings;

/// <summary>Tells by a tool's arguments that it answers in pages.</summary>
internal static class PagingArguments
{
    private const long FewestOnAPage = 100;

    private static readonly HashSet<string> Cursors = new(StringComparer.Ordinal) { "cursor", "nextcursor", "pagetoken", "nextpagetoken", "nexttoken", "continuationtoken", "continue", "pagecursor", "marker", "startcursor" };
    private static readonly HashSet<string> Offsets = new(StringComparer.Ordinal) { "offset", "skip", "startat" };
    private static readonly HashSet<string> Sizes = new(StringComparer.Ordinal) { "perpage", "pagesize", "limit", "maxresults", "count", "first", "take" };

    /// <summary>Fields of a verb, in YAML's flow style, and what they come from; null when the tool answers at once.</summary>
    public static (IReadOnlyList<string> Fields, string Why)? Of(ServerTool tool)
    {
        var arguments = ToolArguments.Plain(tool);
        bool IsNumber(ArgumentSchema a) => arguments.Resolved(a.Schema)["type"]?.AsText() is "integer" or "number";
        var size = arguments.All.FirstOrDefault(a => Sizes.Contains(Plain(a.Name)) && IsNumber(a));
        if (arguments.All.FirstOrDefault(a => Cursors.Contains(Plain(a.Name)) && !IsNumber(a)) is { } cursor) return Written($"argument: {Quoted(cursor.Name)}", size, cursor.Name);
        if (arguments.All.FirstOrDefault(a => Plain(a.Name) is "page" or "pagenumber" && IsNumber(a)) is { } page)
            return Written($"argument: {Quoted(page.Name)}, start: {(IsZero(page, "minimum") || IsZero(page, "default") ? 0 : 1)}", size, page.Name);
        if (size is not null && arguments.All.FirstOrDefault(a => Offsets.Contains(Plain(a.Name)) && IsNumber(a)) is { } offset) return Written($"argument: {Quoted(offset.Name)}, start: 0, by: rows", size, offset.Name);
        return null;

        bool IsZero(ArgumentSchema a, string keyword) => arguments.Resolved(a.Schema)[keyword]?.AsInteger() == 0;

        (IReadOnlyList<string> Fields, string Why) Written(string fields, ArgumentSchema? full, string by)
        {
            var most = full is null ? FewestOnAPage : Math.Min(FewestOnAPage, arguments.Resolved(full.Schema)["maximum"]?.AsInteger() ?? FewestOnAPage);
            return ([$"page: {{ {fields} }}", .. full is null ? [] : new[] { $"fixed: {{ {Quoted(full.Name)}: {most} }}" }], $"{tool.Name} answers in pages: it has an argument {by} (likely).");
        }
    }

    private static string Quoted(string name) => MappingProposal.Quoted(name);

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
