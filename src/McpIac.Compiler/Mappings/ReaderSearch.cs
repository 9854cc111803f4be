using McpIac.Schemas.Data;
using McpIac.Schemas.Inference;

namespace McpIac.Compiler.Mappings;

/// <summary>Looks for a tool that tells of a type's objects though its name doesn't say so: by what it declares that it answers, else by its name.</summary>
internal sealed class ReaderSearch(IReadOnlyList<ServerTool> tools)
{
    private readonly IReadOnlyList<ToolName> names = ToolName.Read([.. tools.Select(t => t.Name)]);

    /// <summary>Lines of YAML with a comment; null when none was found.</summary>
    public IReadOnlyList<string>? Find(InferredType type, IReadOnlyList<string> identity)
    {
        var token = type.Raw["type"]?.AsText() ?? "";
        var noun = NameWords.Split(token[(token.LastIndexOf(':') + 1)..]);
        var found = tools.Where((t, i) => t.OnlyReads(names[i])).Select(t => Candidate(t, noun, identity)).OfType<Reader>().ToArray();
        return found.OrderByDescending(r => r.Rows is not null || r.IsOne).ThenByDescending(r => r.Given.Count).ThenBy(r => r.Tool.Name, StringComparer.Ordinal).FirstOrDefault() is { } best ? Lines(best) : null;
    }

    private static Reader? Candidate(ServerTool tool, string[] noun, IReadOnlyList<string> identity)
    {
        var arguments = ToolArguments.Plain(tool);
        var known = new ArgumentNames(noun);
        foreach (var name in identity) known.Add(name);
        var given = arguments.All.Select(a => (Argument: a, Member: known.Find(a.Name))).Where(a => a.Member is not null).ToArray();
        if (arguments.Required.Any(r => given.All(g => g.Argument.Name != r.Name))) return null;
        var (rows, isOne) = Tells(tool.Output, identity);
        if (rows is null && !isOne && !(given.Length == identity.Count && NameWords.Split(tool.Name).Select(Nouns.Stem).Contains(Nouns.Stem(noun[^1])))) return null;
        return new Reader(tool, [.. given.Select(g => (g.Argument.Name, g.Member ?? "", arguments.IsListOfScalars(g.Argument.Schema)))], rows, isOne);
    }

    /// <summary>Where an answer has a list of objects with the identity, or whether it is one.</summary>
    private static (string? Rows, bool IsOne) Tells(Datum? output, IReadOnlyList<string> identity)
    {
        if (output?["properties"] is not { } members) return (null, false);
        foreach (var member in members.Members)
        {
            if (member.Value["items"]?["properties"] is { } item && identity.All(i => item[i] is not null)) return (JsonPointer.Append("", member.Key), false);
        }

        return (null, identity.All(i => members[i] is not null));
    }

    private static List<string> Lines(Reader reader)
    {
        var isSure = reader.Rows is not null || reader.IsOne;
        var why = isSure
            ? $"It declares that it answers with {(reader.IsOne ? "what tells one from another" : $"a list of them, {reader.Rows}")} (likely)."
            : "Its name and its arguments are about one (a guess).";
        var mark = isSure ? "" : "# ";
        var lines = new List<string> { $"# {why}", $"{mark}read:", $"{mark}  tool: {MappingProposal.Quoted(reader.Tool.Name)}" };
        if (reader.Given.Count > 0)
        {
            var arguments = reader.Given.Select(g => $"{MappingProposal.Quoted(g.Argument)}: {(g.IsList ? $"[{MappingProposal.Quoted(g.Member)}]" : MappingProposal.Quoted(g.Member))}");
            lines.Add($"{mark}  arguments: {{ {string.Join(", ", arguments)} }}");
        }

        if (reader.Rows is { } rows) lines.Add($"{mark}  result: {{ rows: {MappingProposal.Quoted(rows)} }}");
        if (reader.Rows is not null && PagingArguments.Of(reader.Tool) is { } pages) lines.AddRange(pages.Fields.Select(f => $"{mark}  {f}"));
        return lines;
    }

    private sealed record Reader(ServerTool Tool, IReadOnlyList<(string Argument, string Member, bool IsList)> Given, string? Rows, bool IsOne);
}
