using System.Globalization;
using McpIac.Compiler.Sources;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>Finds where the values of one resource or output stand.</summary>
internal sealed class DocumentPlaces
{
    private readonly Dictionary<string, SourcePlace> values = new(StringComparer.Ordinal), keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> spellings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DocumentNode> texts = new(StringComparer.Ordinal);

    public static WrittenValues Of(IReadOnlyList<DocumentMember> properties, IReadOnlyList<DocumentMember> options)
    {
        var places = new DocumentPlaces();
        places.AddMembers(properties, "");
        places.AddMembers(options, WrittenValues.Options);
        return places.Found();
    }

    public static WrittenValues Of(DocumentNode value)
    {
        var places = new DocumentPlaces();
        places.Add(value, "");
        return places.Found();
    }

    private WrittenValues Found() => new(values) { Keys = keys, Spellings = spellings, Reads = Reads };

    private void AddMembers(IReadOnlyList<DocumentMember> members, string parent)
    {
        foreach (var member in members)
        {
            var pointer = $"{parent}/{Creation.Normalize(ShapeWords.Escape(member.Key))}";
            keys.TryAdd(pointer, member.KeySpan.Place);
            Add(member.Value, pointer);
        }
    }

    private void Add(DocumentNode node, string pointer)
    {
        values.TryAdd(pointer, node.Span.FirstLine);
        if (node.Spelling is { } spelling) spellings.TryAdd(pointer, spelling);
        if (node.Text is not null) texts.TryAdd(pointer, node);
        AddMembers(node.Members, pointer);
        for (var i = 0; i < node.Items.Count; i++) Add(node.Items[i], string.Create(CultureInfo.InvariantCulture, $"{pointer}/{i}"));
    }

    private SourcePlace? Reads(string pointer, string resource, IReadOnlyList<string> path)
    {
        if (!texts.TryGetValue(pointer, out var text)) return null;
        SourcePlace? first = null;
        foreach (var member in text.Reading.Node.DescendantsAndSelf().OfType<MemberSyntax>())
        {
            var (root, names) = Chain(member);
            if (!names.TakeLast(path.Count).SequenceEqual(path)) continue;
            if (root is NameSyntax name && name.Segments[^1] == resource) return text.PlaceOf(member.Span);
            first ??= text.PlaceOf(member.Span); // by a loop's variable or a group
        }

        return first;
    }

    private static (SyntaxNode Root, List<string> Names) Chain(MemberSyntax member)
    {
        var names = new List<string>();
        SyntaxNode node = member;
        for (; node is MemberSyntax next; node = next.Target) names.Insert(0, next.Name);
        return (node, names);
    }
}
