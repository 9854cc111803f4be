using McpIac.Dsl.Syntax;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>
/// A value of a YAML or JSON document, with its place. What anchors share is shared, so a small document can stand for a large value. Not thread-safe.
/// </summary>
internal sealed class DocumentNode
{
    private readonly TextStyle style;
    private WrittenText? written;
    private SyntaxReading? reading;

    private DocumentNode(SourceSpan span, DatumKind kind, Datum? scalar, IReadOnlyList<DocumentNode> items, IReadOnlyList<DocumentMember> members, TextStyle style)
    {
        (Span, Kind, Scalar, Items, Members, this.style) = (span, kind, scalar, items, members, style);
        Size = 1;
        for (var i = 0; i < items.Count; i++) Size += items[i].Size;
        for (var i = 0; i < members.Count; i++) Size += members[i].Value.Size;
    }

    public SourceSpan Span { get; }
    public DatumKind Kind { get; }

    /// <summary>For what is no list and no map.</summary>
    public Datum? Scalar { get; }

    public IReadOnlyList<DocumentNode> Items { get; }
    public IReadOnlyList<DocumentMember> Members { get; }

    /// <summary>How a number or a boolean is written, where that isn't how JSON writes it: <c>0x1F</c>, <c>True</c>.</summary>
    public string? Spelling { get; private init; }

    /// <summary>How many nodes it stands for, those that anchors repeat counted each time.</summary>
    public long Size { get; }

    public string? Text => Scalar?.AsText();
    public SourcePlace Place => Span.Place;

    /// <summary>The text as one of the expression language; read once, however often it is used.</summary>
    public SyntaxReading Reading => reading ??= SyntaxReader.Template(Text ?? "");

    /// <summary>A map's member; looks through all of them.</summary>
    public DocumentNode? this[string key]
    {
        get
        {
            for (var i = 0; i < Members.Count; i++)
            {
                if (Members[i].Key == key) return Members[i].Value;
            }

            return null;
        }
    }

    public static DocumentNode Of(SourceSpan span, Datum scalar, TextStyle style = TextStyle.Plain, string? spelling = null) =>
        new(span, scalar.Kind, scalar, [], [], style) { Spelling = spelling };

    public static DocumentNode List(SourceSpan span, IReadOnlyList<DocumentNode> items) => new(span, DatumKind.List, null, items, [], TextStyle.Plain);

    public static DocumentNode Map(SourceSpan span, IReadOnlyList<DocumentMember> members) => new(span, DatumKind.Map, null, [], members, TextStyle.Plain);

    /// <summary>The place of a part of a text.</summary>
    public SourcePlace PlaceOf(TextSpan part) => (written ??= new WrittenText(Span, Text ?? "", style)).PlaceOf(part.Start, part.Length);

    /// <summary>The value with texts as they are.</summary>
    public Datum ToDatum() => Kind switch
    {
        DatumKind.List => Datum.ListOf(Items.Select(i => i.ToDatum())),
        DatumKind.Map => Datum.MapOf(Members.Select(m => new KeyValuePair<string, Datum>(m.Key, m.Value.ToDatum()))),
        _ => Scalar ?? Datum.Null,
    };
}

/// <param name="KeySpan">Where the key stands.</param>
internal sealed record DocumentMember(string Key, SourceSpan KeySpan, DocumentNode Value);
