using System.Text;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Inference;
using McpIac.Schemas.Snapshots;

namespace McpIac.Compiler.Mappings;

/// <summary>A mapping to begin with: what names, schemas and annotations of a server's tools suggest, each guess with its reason. Nothing is called. Pure.</summary>
public sealed class MappingProposal
{
    private readonly IReadOnlyList<ServerTool> tools;
    private readonly ReaderSearch readers;

    private MappingProposal(Snapshot snapshot)
    {
        tools = ToolReader.Read(snapshot.Tools, new SnapshotProblems());
        readers = new ReaderSearch(tools);
        var lifecycles = ToolInference.Infer(snapshot.Provider, snapshot.Tools, false, [], new SnapshotProblems()).Where(t => t.Kind == TypeKind.Resource);
        Types = [.. lifecycles.Select(Lifecycle), .. tools.SelectMany(ManagedTool.Of)];
        Text = Write(snapshot.Provider);
    }

    public IReadOnlyList<ProposedType> Types { get; }

    /// <summary>The YAML.</summary>
    public string Text { get; }

    public static MappingProposal Of(Snapshot snapshot) => new(snapshot);

    private ProposedType Lifecycle(InferredType type)
    {
        var token = type.Raw["type"]?.AsText() ?? "";
        var name = token[(token.IndexOf(':') + 1)..];
        string Of(ToolRole role) => type.Tools.FirstOrDefault(t => t.Role == role)?.Name ?? "";
        var (create, delete, update, read) = (Of(ToolRole.Create), Of(ToolRole.Delete), Of(ToolRole.Update), Of(ToolRole.Read));
        string[] identity = [.. (type.Raw["identity"]?.Items ?? []).Select(i => i.AsText() ?? "")];
        var isChosen = type.Raw["naturalKeys"] is not null;
        var isMarked = tools.FirstOrDefault(t => t.Name == delete)?.Destructive == true;
        var notes = new List<string>
        {
            $"{create} makes one and {delete} deletes it: by their names{(isMarked ? ", and the server calls the second destructive" : "")} ({(isMarked ? "sure" : "likely")}).",
            isChosen ? $"Identity is {string.Join(", ", identity)}: {delete} requires it, and {create} takes it (sure)."
                : $"Identity is {string.Join(", ", identity)}: {delete} requires it. The server gives it; {create} has to answer with it, or it is looked for in a list (likely).",
            update.Length > 0 && update != create ? $"{update} changes one (likely). {Replacing(type, identity)}" : update.Length > 0 ? $"{create} changes one too (likely)." : "No tool changes one, so each change replaces it.",
        };
        var lines = new List<string>();
        if (tools.FirstOrDefault(t => t.Name == Of(ToolRole.List)) is { } lister && PagingArguments.Of(lister) is { } pages)
        {
            lines.Add($"# {pages.Why}");
            lines.Add($"list: {{ tool: {Quoted(lister.Name)}, {string.Join(", ", pages.Fields)} }}");
        }

        if (read.Length > 0) notes.Add($"{read} reads one (likely).");
        else if (readers.Find(type, identity) is { } found) lines.AddRange(found);
        else notes.Add(Of(ToolRole.List) is { Length: > 0 } list ? $"{list} lists them, which tells of one as well (likely)." : "No tool was found that reads one: what is changed outside won't be seen.");
        if (type.Raw["outputs"]?["properties"] is { Members: [.., { Key: "result" }] }) notes.Add("No tool declares what it answers. Where something is found at another place than by its name, say so: result: { members: { … } }.");
        return new ProposedType(name, true, notes, lines);
    }

    private static string Replacing(InferredType type, string[] identity)
    {
        string[] immutable = [.. (type.Raw["properties"]?["properties"]?.Members ?? []).Where(m => m.Value["x-iac-immutable"] is not null).Select(m => m.Key).Except(identity)];
        return immutable.Length == 0 ? "It takes all properties." : $"It doesn't take {string.Join(", ", immutable)}: a change of those replaces.";
    }

    private string Write(string provider)
    {
        var text = new StringBuilder();
        text.Append($"# Proposed by 'mciacc provider map {provider}' from the names, schemas and annotations of its tools; nothing was called.\n");
        text.Append("# Correct it, take it over with the same command, and see whether it holds: 'mciacc provider try'. What is commented out is only a guess.\n");
        if (Types.Count == 0) text.Append("# No tools were found that make and delete one kind of thing.\n");
        text.Append(Types.Any(t => t.IsSure) ? "types:\n" : "types: {}\n");
        foreach (var type in Types)
        {
            var hasFields = type.Lines.Any(l => !l.TrimStart().StartsWith('#'));
            var mark = type.IsSure ? "" : "# ";
            text.Append($"\n  {mark}{YamlName(type.Name)}:{(hasFields ? "" : " {}")}\n");
            foreach (var note in type.Notes) text.Append($"    {(type.IsSure ? "" : "# ")}# {OneLine(note)}\n");
            foreach (var line in type.Lines) text.Append($"    {mark}{line}\n");
        }

        return text.ToString();
    }

    // Names come from the server; in YAML and in a comment they are data.
    private static string YamlName(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') && name.Length > 0 && char.IsAsciiLetter(name[0]) ? name : Quoted(name);

    internal static string Quoted(string text) => Datum.Of(text).ToString();

    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u0085' ? ' ' : c)]);
}
