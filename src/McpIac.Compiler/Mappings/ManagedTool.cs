using System.Text.RegularExpressions;
using McpIac.Schemas.Inference;

namespace McpIac.Compiler.Mappings;

/// <summary>A tool that does several things to one kind of thing, told apart by an argument: <c>pg_manage_users { operation: create | drop | … }</c>.</summary>
internal static partial class ManagedTool
{
    private static readonly HashSet<string> Choices = new(StringComparer.Ordinal) { "operation", "action", "command", "op", "method", "verb", "subcommand" };
    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal) { "manage", "management", "pg", "operations", "tool", "execute" };

    public static IEnumerable<ProposedType> Of(ServerTool tool)
    {
        var arguments = ToolArguments.Plain(tool);
        if (arguments.All.FirstOrDefault(a => a.IsRequired && Choices.Contains(a.Name)) is not { } choice) yield break;
        var values = (arguments.Resolved(choice.Schema)["enum"]?.Items ?? []).Select(v => v.AsText()).OfType<string>().Select(v => (Value: v, Words: NameWords.Split(v)))
            .Where(v => v.Words.Length > 0 && Verbs.Find(v.Words[0]) is not null).Select(v => (v.Value, Meaning: Verbs.Find(v.Words[0])?.Meaning, Noun: string.Join('_', v.Words.Skip(1)))).ToArray();
        foreach (var group in values.GroupBy(v => Nouns.Stem(v.Noun), StringComparer.Ordinal))
        {
            string? Find(params VerbMeaning[] meanings) => meanings.SelectMany(m => group.Where(v => v.Meaning == m)).Select(v => v.Value).FirstOrDefault();
            if (Find(VerbMeaning.Create, VerbMeaning.Put) is not { } create || Find(VerbMeaning.Delete) is not { } delete) continue;
            var read = Find(VerbMeaning.Get, VerbMeaning.List) ?? values.FirstOrDefault(v => v.Meaning is VerbMeaning.Get or VerbMeaning.List && (v.Noun.Length == 0 || Nouns.Stem(v.Noun) == group.Key)).Value;
            var update = Find(VerbMeaning.Update) ?? (values.Any(v => v.Value == create && v.Meaning == VerbMeaning.Put) ? create : null);
            yield return Propose(tool, choice.Name, NounOf(tool, group.First().Noun), create, delete, read, update);
        }
    }

    private static ProposedType Propose(ServerTool tool, string choice, string name, string create, string delete, string? read, string? update)
    {
        var others = ToolArguments.Plain(tool).All.Where(a => a.Name != choice).Select(a => (a.Name, Said: Operations(a.Schema["description"]?.AsText() ?? ""))).ToArray();
        string[] properties = [.. others.Where(a => (a.Said is null || a.Said.Contains(create)) && !a.Name.StartsWith("connection", StringComparison.Ordinal)).Select(a => a.Name)];
        string[] identity = [.. others.Where(a => properties.Contains(a.Name) && IsRequiredFor(tool, a.Name, create) && IsRequiredFor(tool, a.Name, delete)).Select(a => a.Name)];
        var isSure = identity.Length > 0;
        if (!isSure) identity = [.. properties.Where(ArgumentNames.Identifies).Take(1)];
        var notes = new[]
        {
            $"{tool.Name} with {choice}: {create} makes one, with {delete} it deletes it: by the values' names (likely).",
            isSure ? $"Identity is {string.Join(", ", identity)}: its description says that both require it (likely)." : "What tells one from another is a guess.",
            "Which arguments are properties: those whose descriptions don't tell of other operations (a guess; take out what isn't one).",
        };
        var lines = new List<string> { $"identity: [{Names(identity)}]", $"properties: [{Names(identity.Concat(properties.Except(identity)))}]", $"create: {Verb(tool, choice, create)}" };
        if (read is not null) lines.Add($"read: {Verb(tool, choice, read)}");
        if (update is not null) lines.Add($"update: {Verb(tool, choice, update)}");
        lines.Add($"delete: {Verb(tool, choice, delete)}");
        return new ProposedType(name, isSure && properties.Length > 0, notes, lines);
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(MappingProposal.Quoted));

    private static string Verb(ServerTool tool, string choice, string value) => $"{{ tool: {MappingProposal.Quoted(tool.Name)}, fixed: {{ {MappingProposal.Quoted(choice)}: {MappingProposal.Quoted(value)} }} }}";

    // create_policy is about a policy; create alone about what the tool is called for.
    private static string NounOf(ServerTool tool, string noun)
    {
        var words = noun.Length > 0 ? NameWords.Split(noun) : [.. NameWords.Split(tool.Name).Where(w => !Empty.Contains(w))];
        return words.Length == 0 ? NameWords.Split(tool.Name)[^1] : string.Join('_', words.SkipLast(1).Append(Nouns.Singular(words[^1])));
    }

    private static bool IsRequiredFor(ServerTool tool, string argument, string operation) =>
        Required().Match(tool.Input["properties"]?[argument]?["description"]?.AsText() ?? "") is { Success: true } match && Words(match.Groups[1].Value).Contains(operation);

    /// <summary>The operations that a description says an argument is for; null when it says none.</summary>
    private static HashSet<string>? Operations(string description) =>
        For().Matches(description) is { Count: > 0 } matches ? [.. matches.SelectMany(m => Words(m.Groups[1].Value))] : null;

    private static IEnumerable<string> Words(string text) => text.Split([' ', '/', ',', '(', ')', '.'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"required for ([\w/, ]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex Required();

    [GeneratedRegex(@"(?:\bfor|filter for|required for) ([\w/, ]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 250)]
    private static partial Regex For();
}
