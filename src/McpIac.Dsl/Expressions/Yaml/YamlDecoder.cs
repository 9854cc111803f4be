using McpIac.Schemas.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace McpIac.Dsl.Expressions.Yaml;

/// <summary>One YAML document → its value. Bounded by depth and by the evaluation's budget, which what anchors repeat counts against too.</summary>
internal sealed class YamlDecoder
{
    private const string TextTag = "tag:yaml.org,2002:str";

    private readonly Parser parser;
    private readonly Work work;
    private readonly Dictionary<string, Datum?> anchors = new(StringComparer.Ordinal);

    private YamlDecoder(string text, Work work) => (parser, this.work) = (new Parser(new Scanner(new StringReader(text), skipComments: true)), work);

    /// <summary>The value, or why there is none, a clause. An empty text is null.</summary>
    public static (Datum? Value, string? Problem) Decode(string text, Work work)
    {
        try
        {
            return (new YamlDecoder(text, work).Whole(), null);
        }
        catch (YamlException e)
        {
            return (null, $"is no YAML (line {e.Start.Line}, column {e.Start.Column}: {e.Message.TrimEnd('.')})");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException or FormatException)
        {
            // The library's scanner gets into such states by malformed input.
            return (null, "is no YAML");
        }
    }

    private Datum Whole()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _)) return Datum.Null;
        var value = Node(0);
        parser.Consume<DocumentEnd>();
        return parser.Current is StreamEnd ? value : throw At(parser.Current, "it holds a second document");
    }

    private Datum Node(int depth)
    {
        if (depth > Limits.Depth) throw At(parser.Current, $"it nests deeper than {Limits.Depth} levels");
        work.Spend(1);
        switch (parser.Current)
        {
            case AnchorAlias alias:
                parser.MoveNext();
                if (!anchors.TryGetValue(alias.Value.Value, out var named) || named is null) throw At(alias, $"there is no anchor {alias.Value.Value} before it");
                work.Spend(DatumWalk.Size(named));
                return named;
            case NodeEvent node:
                if (!(node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value is TextTag or "tag:yaml.org,2002:map" or "tag:yaml.org,2002:seq")) throw At(node, $"it has the tag {node.Tag.Value}");
                parser.MoveNext();
                var value = node switch
                {
                    Scalar scalar => Value(scalar),
                    SequenceStart => List(depth),
                    _ => Map(depth),
                };
                if (!node.Anchor.IsEmpty) anchors[node.Anchor.Value] = value;
                return value;
            default: throw At(parser.Current, "a value is missing");
        }
    }

    private Datum Value(Scalar scalar)
    {
        work.Spend(scalar.Value.Length);
        if (scalar.Style != ScalarStyle.Plain || scalar.Tag.IsNonSpecific || scalar.Tag == TextTag) return Datum.Of(scalar.Value);
        return YamlCore.Plain(scalar.Value) ?? throw At(scalar, $"{scalar.Value} is no number here");
    }

    private Datum List(int depth)
    {
        var items = new List<Datum>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return Datum.ListOf(items);
    }

    private Datum Map(int depth)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var merged = new List<Datum>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is not Scalar key) throw At(parser.Current, "a key is no text");
            parser.MoveNext();
            work.Spend(key.Value.Length);
            var value = Node(depth + 1);
            if (key is { Value: "<<", Style: ScalarStyle.Plain }) merged.AddRange(value.Kind == DatumKind.List ? value.Items : [value]);
            else if (seen.Add(key.Value)) members.Add(new(key.Value, value));
            else throw At(key, $"the key {key.Value} is there twice");
        }

        // What the map has itself wins, then what is merged first.
        foreach (var from in merged)
        {
            work.Spend(from.Members.Count);
            members.AddRange(from.Members.Where(m => seen.Add(m.Key)));
        }

        return Datum.MapOf(members);
    }

    private static YamlException At(ParsingEvent? where, string why) => new(where?.Start ?? Mark.Empty, where?.End ?? Mark.Empty, why);
}
