using System.Text;
using System.Text.Json;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Documents;

/// <summary>JSON → nodes with places. Strict, but for comments, which are skipped.</summary>
internal ref struct JsonReader
{
    private const int MaxDepth = 100;

    private readonly SourceText source;
    private readonly byte[] bytes;
    private readonly Findings findings;
    private Utf8JsonReader reader;

    // How far the text was counted, in bytes and in characters. Offsets are asked for in order, so that a document on one line takes linear time too.
    private int countedBytes;
    private int countedCharacters;

    private JsonReader(SourceText source, Findings findings)
    {
        (this.source, this.findings) = (source, findings);
        bytes = Encoding.UTF8.GetBytes(source.Text);
        reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip });
    }

    /// <summary>The document, or null with what is wrong.</summary>
    public static DocumentNode? Read(SourceText source, Findings findings)
    {
        var json = new JsonReader(source, findings);
        try
        {
            json.reader.Read();
            var node = json.Node();
            if (!json.reader.Read()) return node;
            findings.Add(DocumentProblems.Malformed("JSON", "something follows the document", json.SpanFrom(json.Start()).FirstLine, "A file holds one document."));
        }
        catch (JsonException e)
        {
            var at = json.OffsetOf(e);
            findings.Add(Explain(e.Message, source.Place(at, at + 1)));
        }

        return null;
    }

    private DocumentNode Node()
    {
        var start = Start();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                var items = new List<DocumentNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Node());
                return DocumentNode.List(SpanFrom(start), items);
            case JsonTokenType.StartObject:
                var members = new List<DocumentMember>();
                var seen = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject) Member(members, seen);
                return DocumentNode.Map(SpanFrom(start), members);
            case JsonTokenType.String:
                var span = SpanFrom(start);
                return DocumentNode.Of(span, Datum.Of(Text(span)), TextStyle.DoubleQuoted);
            case JsonTokenType.Number: return DocumentNode.Of(SpanFrom(start), Datum.OfNumber(Encoding.ASCII.GetString(reader.ValueSpan)));
            case JsonTokenType.True: return DocumentNode.Of(SpanFrom(start), Datum.True);
            case JsonTokenType.False: return DocumentNode.Of(SpanFrom(start), Datum.False);
            default: return DocumentNode.Of(SpanFrom(start), Datum.Null);
        }
    }

    private void Member(List<DocumentMember> members, Dictionary<string, SourceSpan> seen)
    {
        var span = new SourceSpan(source, Start(), Characters((int)reader.TokenStartIndex + reader.ValueSpan.Length + 2)); // what is consumed has the colon too
        var key = Text(span);
        reader.Read();
        var value = Node();
        if (seen.TryAdd(key, span)) members.Add(new DocumentMember(key, span, value));
        else findings.Add(DocumentProblems.KeyTwice(key, span.Place, seen[key].Place));
    }

    // Half a surrogate pair is legal JSON and no text.
    private readonly string Text(SourceSpan span)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            findings.Add(DocumentProblems.Malformed("JSON", "a text has half a surrogate pair in it", span.Place));
            return "";
        }
    }

    private int Start() => Characters((int)reader.TokenStartIndex);

    private SourceSpan SpanFrom(int start) => new(source, start, Characters((int)reader.BytesConsumed));

    private int Characters(int offset)
    {
        countedCharacters += Encoding.UTF8.GetCharCount(bytes, countedBytes, offset - countedBytes);
        countedBytes = offset;
        return countedCharacters;
    }

    private readonly int OffsetOf(JsonException e)
    {
        var line = 0;
        for (var i = e.LineNumber ?? 0; i > 0; i--) line = Array.IndexOf(bytes, (byte)'\n', line) + 1;
        return Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(bytes.Length, line + (e.BytePositionInLine ?? 0)));
    }

    private static Diagnostic Explain(string message, SourcePlace place)
    {
        bool Says(string words) => message.Contains(words, StringComparison.Ordinal);
        Diagnostic Malformed(string why, string remedy) => DocumentProblems.Malformed("JSON", why, place, remedy);

        if (Says("maximum configured depth")) return DocumentProblems.TooLarge($"it nests deeper than {MaxDepth} levels", place);
        if (Says("trailing comma")) return Malformed("a comma stands before the closing bracket", "Take it out.");
        if (Says("depth to be zero") || Says("reached end of data")) return Malformed("the document ends inside of { } or [ ]", "Close them.");
        if (Says("any JSON tokens")) return Malformed("the document is empty", "Write { \"resources\": [] }.");
        if (Says("'''")) return Malformed("a text stands in single quotes", "Texts and keys stand in double quotes.");

        // The library's sentence without where it was, which the place says.
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var text = (end < 0 ? message : message[..end]).TrimEnd('.', ' ');
        return Malformed(text.Length == 0 ? "it can't be read" : char.ToLowerInvariant(text[0]) + text[1..], "Mend the document's form.");
    }
}
