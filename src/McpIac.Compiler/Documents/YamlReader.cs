using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace McpIac.Compiler.Documents;

/// <summary>YAML 1.2 → nodes with places. Bounded: by depth, by the text's size, and by what anchors multiply.</summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 100;

    // What anchors may repeat, all together; a hand-written document is far below, and a billion laughs far above.
    private const long MaxRepeated = 1_000_000;

    private readonly SourceText source;
    private readonly Parser parser;
    private readonly Dictionary<string, DocumentNode?> anchors = new(StringComparer.Ordinal);
    private readonly Stack<SourceSpan> openFlows = [];
    private readonly Findings findings;
    private long repeated;

    private YamlReader(SourceText source, Findings findings)
    {
        (this.source, this.findings) = (source, findings);
        parser = new Parser(new Scanner(new StringReader(source.Text), skipComments: true));
    }

    /// <summary>Every document of a text; with an error, those before it.</summary>
    public static IReadOnlyList<DocumentNode> Read(SourceText source, Findings findings)
    {
        var documents = new List<DocumentNode>();
        var reader = new YamlReader(source, findings);
        try
        {
            reader.ReadAll(documents);
        }
        catch (UnusableException e)
        {
            findings.Add(e.Problem);
        }
        catch (YamlException e)
        {
            findings.Add(YamlMistakes.Explain(source, e.Message, (int)e.Start.Index, (int)e.End.Index, reader.openFlows));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or FormatException)
        {
            // The library's scanner gets into such states by malformed input, mostly in [ ] and { }.
            var at = reader.openFlows.TryPeek(out var open) ? open.Start : (int)(reader.parser.Current?.End.Index ?? 0);
            findings.Add(YamlMistakes.Explain(source, "it can't be read from here on", at, at, reader.openFlows));
        }

        return documents;
    }

    private void ReadAll(List<DocumentNode> documents)
    {
        parser.Consume<StreamStart>();
        while (parser.TryConsume<DocumentStart>(out _))
        {
            anchors.Clear();
            documents.Add(Node(0));
            parser.Consume<DocumentEnd>();
        }
    }

    private DocumentNode Node(int depth)
    {
        var current = parser.Current ?? throw new YamlException("the document ends early");
        if (depth > MaxDepth) throw new UnusableException(DocumentProblems.TooLarge($"it nests deeper than {MaxDepth} levels", SpanOf(current).FirstLine));
        if (current is AnchorAlias alias) return Alias(alias);
        if (current is not NodeEvent node) throw new YamlException(current.Start, current.End, "a value is missing");
        CheckTag(node);
        if (!node.Anchor.IsEmpty) anchors[node.Anchor.Value] = null;
        parser.MoveNext();
        var read = node switch
        {
            Scalar scalar => YamlScalars.Read(scalar, SpanOf(scalar), findings),
            SequenceStart start => List(start, depth),
            MappingStart start => Map(start, depth),
            _ => throw new YamlException(current.Start, current.End, "a value is missing"),
        };
        if (!node.Anchor.IsEmpty) anchors[node.Anchor.Value] = read;
        return read;
    }

    private DocumentNode Alias(AnchorAlias alias)
    {
        parser.MoveNext();
        var (name, place) = (alias.Value.Value, SpanOf(alias).Place);
        if (!anchors.TryGetValue(name, out var node))
            throw Malformed($"there is no anchor {name}", place, $"Write &{name} where its value stands, or put the text in quotes.");
        if (node is null) throw Malformed($"the anchor {name} holds itself", place, "Take the alias out.");
        repeated += node.Size;
        if (repeated > MaxRepeated) throw new UnusableException(DocumentProblems.TooLarge($"its anchors repeat more than {MaxRepeated:N0} values", place));
        return node;
    }

    private DocumentNode List(SequenceStart start, int depth)
    {
        var items = new List<DocumentNode>();
        if (start.Style == SequenceStyle.Flow) openFlows.Push(SpanOf(start));
        while (parser.Current is not SequenceEnd) items.Add(Node(depth + 1));
        if (start.Style == SequenceStyle.Flow) openFlows.Pop();
        var end = parser.Consume<SequenceEnd>();
        return DocumentNode.List(Between(start, end, start.Style == SequenceStyle.Flow), items);
    }

    private DocumentNode Map(MappingStart start, int depth)
    {
        var members = new UniqueMembers();
        List<DocumentNode>? merges = null;
        if (start.Style == MappingStyle.Flow) openFlows.Push(SpanOf(start));
        while (parser.Current is not MappingEnd) Member(members, ref merges, depth);
        if (start.Style == MappingStyle.Flow) openFlows.Pop();
        var end = parser.Consume<MappingEnd>();
        foreach (var merge in merges ?? []) Merge(members, merge);
        return DocumentNode.Map(Between(start, end, start.Style == MappingStyle.Flow), members.All);
    }

    private void Member(UniqueMembers members, ref List<DocumentNode>? merges, int depth)
    {
        if (parser.Current is not Scalar key)
        {
            var at = (int)(parser.Current?.Start.Index ?? 0);
            var place = source.Place(at, at + 1);
            throw Malformed("a key is a list, a map or an alias", place, "Keys are texts; a text with ${…} stands in quotes.");
        }

        parser.MoveNext();
        var span = SpanOf(key);
        var value = Node(depth + 1);
        if (key is { Value: "<<", Style: ScalarStyle.Plain }) (merges ??= []).Add(value);
        else if (members.Add(new DocumentMember(key.Value, span, value)) is { } before) findings.Add(DocumentProblems.KeyTwice(key.Value, span.Place, before.KeySpan.Place));
    }

    // <<: *base, or <<: [*base, *other]. What the map has itself wins, then what is merged first.
    private void Merge(UniqueMembers members, DocumentNode merged)
    {
        foreach (var from in merged.Kind == DatumKind.List ? merged.Items : [merged])
        {
            if (from.Kind != DatumKind.Map) findings.Add(DocumentProblems.WrongKind("What << merges", "a map", from));
            foreach (var member in from.Members) members.Add(member);
        }
    }

    // Of YAML's own tags only the text's changes something that one can want here.
    private void CheckTag(NodeEvent node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value is YamlScalars.TextTag or "tag:yaml.org,2002:map" or "tag:yaml.org,2002:seq") return;
        findings.Add(DocumentProblems.Tag(node.Tag.Value.Replace("tag:yaml.org,2002:", "!!", StringComparison.Ordinal), SpanOf(node).FirstLine));
    }

    private static UnusableException Malformed(string why, SourcePlace place, string remedy) => new(DocumentProblems.Malformed("YAML", why, place, remedy));

    private SourceSpan SpanOf(ParsingEvent at) => new(source, (int)at.Start.Index, (int)at.End.Index);

    // The event of a bracket ends before the bracket.
    private SourceSpan Between(ParsingEvent start, ParsingEvent end, bool flow) => new(source, (int)start.Start.Index, (int)end.End.Index + (flow ? 1 : 0));

    /// <summary>Members of which each has another name. Few are looked through; many are found by a table.</summary>
    private sealed class UniqueMembers
    {
        private const int IndexFrom = 9;

        private Dictionary<string, DocumentMember>? byName;

        public List<DocumentMember> All { get; } = [];

        /// <summary>The one that has the name already, which stays; null when it was added.</summary>
        public DocumentMember? Add(DocumentMember member)
        {
            if (Find(member.Key) is { } before) return before;
            All.Add(member);
            if (All.Count == IndexFrom) byName = All.ToDictionary(m => m.Key, StringComparer.Ordinal);
            else byName?.Add(member.Key, member);
            return null;
        }

        private DocumentMember? Find(string name)
        {
            if (byName is not null) return byName.GetValueOrDefault(name);
            foreach (var member in All)
            {
                if (member.Key == name) return member;
            }

            return null;
        }
    }

    private sealed class UnusableException(Diagnostic problem) : Exception(problem.Message)
    {
        public Diagnostic Problem => problem;
    }
}
