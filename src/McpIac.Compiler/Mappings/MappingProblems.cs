using McpIac.Compiler.Suggestions;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Mappings;

/// <summary>What can be wrong with a mapping; a page each in docs/diagnostics.</summary>
internal static class MappingProblems
{
    public static Diagnostic NoSuchTool(Written tool, string provider, IEnumerable<string> known) => Diagnostic.Error("MCI6511",
        $"{provider} has no tool {tool.Text}.", tool.Place, Suggestion.For(tool.Text, known) ?? $"Write the name of a tool of schemas/{provider}.mcp.json.");

    public static Diagnostic NoSuchMember(Written name, string type, IEnumerable<string> known) => Diagnostic.Error("MCI6512",
        $"{type} has no {name.Text}.", name.Place, Suggestion.For(name.Text, known) ?? $"It has {string.Join(", ", known)}; what no tool takes is declared in outputs or schemas.");

    public static Diagnostic NoSuchArgument(Written name, string tool, IEnumerable<string> known) => Diagnostic.Error("MCI6513",
        $"{tool} has no argument {name.Text}.", name.Place, Suggestion.For(name.Text, known) ?? "Write an argument that the tool's schema has.");

    public static Diagnostic MissingArgument(string argument, string tool, string type, SourcePlace place) => Diagnostic.Error("MCI6514",
        $"{tool} requires {argument}, and nothing of {type} gives it.", place, $"Write arguments: {{ {argument}: MEMBER }}, or fixed: {{ {argument}: VALUE }}.");

    public static Diagnostic NoIdentity(string type, SourcePlace place) => Diagnostic.Error("MCI6515",
        $"Nothing says what tells one {type} from another.", place, "Write identity: [NAMES], of properties, or of outputs that the server gives.");

    public static Diagnostic NoPointer(string pointer, SourcePlace place) => Diagnostic.Error("MCI6516",
        $"'{pointer}' is no JSON pointer.", place, "A pointer is empty, or a / before each name: /data/items.");

    public static Diagnostic NoPattern(string pattern, string why, SourcePlace place) => Diagnostic.Error("MCI6516",
        $"'{pattern}' is no regular expression: {why}", place, "Mend it; in YAML write it in single quotes.");

    public static Diagnostic NoExpression(string why, string? remedy, SourcePlace place) => Diagnostic.Error("MCI6516", why, place, remedy ?? "Mend the expression.");

    public static Diagnostic NoSuchStep(string step, SourcePlace place) => Diagnostic.Error("MCI6516",
        $"'{step}' is no way to a value.", place, "Write auto, structured, text, text:N, json, regex:…, each:… or a JSON pointer.");

    public static Diagnostic NoCreate(string type, SourcePlace place) => Diagnostic.Error("MCI6517",
        $"Nothing says how {type} is made.", place, "Write create: { tool: NAME }.");

    public static Diagnostic NoCall(string type, SourcePlace place) => Diagnostic.Error("MCI6517",
        $"Nothing says by which tool {type} is called.", place, "Write call: { tool: NAME }.");

    public static Diagnostic NotPlain(string provider, SourcePlace place) => Diagnostic.Error("MCI6518",
        $"{provider} speaks the provider standard, and says itself what its resources are.", place, "Delete the mapping.");

    public static Diagnostic SenselessPages(string why, string remedy, SourcePlace place) => Diagnostic.Error("MCI6519", $"These pages have no meaning: {why}.", place, remedy);

    public static Diagnostic Senseless(string why, string remedy, SourcePlace place) => Diagnostic.Error("MCI6520", why.EndsWith('?') ? why : $"{why}.", place, remedy);

    public static Diagnostic LikelyMisspelt(Written name, string type, string remedy) => Diagnostic.Warning("MCI6521",
        $"{type} has no {name.Text}, so an output is made of it.", name.Place, $"{remedy} An output that is meant is declared in outputs.");

    public static Diagnostic NotTaken(string provider, string file) => Diagnostic.Error("MCI6510",
        $"The mapping of {provider} was changed since its types were made.", new SourcePlace(file, 0), $"Run 'mciacc provider map {provider}'.");
}
