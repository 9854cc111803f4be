using System.Globalization;
using McpIac.Compiler.Conversion;
using McpIac.Compiler.Documents;
using McpIac.Dsl.Expressions;
using McpIac.Dsl.Syntax;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Compiler.Absorptions;

/// <summary>A value of a YAML or JSON document.</summary>
/// <param name="node">The value.</param>
/// <param name="shape">What the schema says of it; null where that isn't known.</param>
/// <param name="flow">It stands in brackets, as all of JSON does.</param>
/// <param name="shared">An alias or a merge stands in its place.</param>
/// <param name="indent">Where a block of it has to begin at least.</param>
internal sealed class DocumentValue(DocumentNode node, Shape? shape, bool flow, bool shared = false, int indent = 0) : WrittenValue
{
    private const string Elsewhere = "an anchor shares it with other places";

    private static readonly SyntaxPrinter Printer = new(name => name);

    private string Raw => node.Span.Source.Text;
    private bool IsCollection => node.Kind is DatumKind.List or DatumKind.Map;
    private bool IsFlow => flow || (IsCollection && node.Span.Start < Raw.Length && Raw[node.Span.Start] is '{' or '[');
    private string NewLine => Raw.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    public override SourcePlace Place => node.Span.FirstLine;

    public override bool IsMap => node.Kind == DatumKind.Map;

    public override string? Obstacle =>
        shared || (node.Span.Start < Raw.Length && Raw[node.Span.Start] == '&') ? Elsewhere
        : node.Text?.Contains("${", StringComparison.Ordinal) == true && !node.Reading.Node.DescendantsAndSelf().All(n => n is LiteralSyntax or TemplateSyntax) ? "it is computed by an expression" : null;

    public override string? AnyObstacle => Obstacle ?? node.Members.Select(m => Of(m).AnyObstacle).Concat(node.Items.Select((item, i) => Of(item).AnyObstacle)).FirstOrDefault(o => o is not null);

    public override WrittenValue? Child(string segment)
    {
        if (node.Kind == DatumKind.List) return int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < node.Items.Count ? Of(node.Items[index]) : null;
        return Member(segment) is { } member ? Of(member) : null;
    }

    public override TextEdit Replaced(Datum value)
    {
        var (start, end) = (node.Span.Start, End(node));
        var written = Escaped(value);
        string text;
        if (IsFlow) text = Flow(written);
        else if (written is { Kind: DatumKind.Map, Members.Count: > 0 } or { Kind: DatumKind.List, Items.Count: > 0 }) text = IsCollection ? Block(written, Column(start)) : Flow(written);
        else text = Scalar(written, start);

        // A block's last line ends before the document does.
        if (end == Raw.Length && text.StartsWith("|\n", StringComparison.Ordinal)) text += "\n";

        // Nothing is written in the place of a null.
        if (start == end && start > 0 && Raw[start - 1] is not (' ' or '\t' or '\n')) text = " " + text;
        return new TextEdit(start, end, text.Replace("\n", NewLine, StringComparison.Ordinal));
    }

    public override IReadOnlyList<TextEdit> Changed(IReadOnlyList<string> removed, IReadOnlyList<KeyValuePair<string, Datum>> added)
    {
        DocumentMember[] own = [.. node.Members.Where(m => !IsElsewhere(m)).OrderBy(m => m.KeySpan.Start)];
        DocumentMember[] gone = [.. removed.Select(Member).OfType<DocumentMember>()];
        if (gone.Except(own).Any()) throw new UnabsorbableException(Elsewhere);
        if (own.Except(gone).LastOrDefault() is not { } last) return own.Length == node.Members.Count ? [Replaced(Datum.MapOf(added))] : throw new UnabsorbableException(Elsewhere);
        var first = own.Except(gone).First();

        // Behind the mark of a list's element nothing but the first that stays may follow.
        var headless = gone.Contains(own[0]) && !IsFirstOnItsLine(own[0]) && !IsFlow;
        TextEdit[] without = [.. headless ? [new TextEdit(own[0].KeySpan.Start, first.KeySpan.Start, "")] : Array.Empty<TextEdit>(), .. gone.Where(g => !headless || g.KeySpan.Start > first.KeySpan.Start).Select(g => Without(g, own, last))];
        return [.. without, .. added.Select(a => Beside(last, own[0], a))];
    }

    private DocumentMember? Member(string name)
    {
        string[] names = shape?.Member(name) is { } member ? [member.Name, .. member.Aliases] : [name];
        return node.Members.LastOrDefault(m => names.Contains(m.Key, StringComparer.Ordinal));
    }

    private DocumentValue Of(DocumentMember member) =>
        new(member.Value, shape?.Member(member.Key)?.Shape ?? shape?.Element, IsFlow, shared || IsElsewhere(member) || member.Value.Span.Start < member.KeySpan.End, Column(member.KeySpan.Start) + 2);

    private DocumentValue Of(DocumentNode item) => new(item, shape?.Element, IsFlow, shared || item.Span.Start < node.Span.Start, Column(item.Span.Start));

    // What << merges stands where its anchor is.
    private bool IsElsewhere(DocumentMember member) => member.KeySpan.Start < node.Span.Start || (IsFlow && member.KeySpan.Start >= node.Span.End);

    // Behind the line of the last member, which may end in a comment.
    private TextEdit Beside(DocumentMember last, DocumentMember first, KeyValuePair<string, Datum> added)
    {
        var value = Escaped(added.Value);
        if (IsFlow)
        {
            var end = last.Value.Span.Start < last.KeySpan.End ? throw new UnabsorbableException(Elsewhere) : End(last.Value);
            var apart = Raw.AsSpan(node.Span.Start, first.KeySpan.Start - node.Span.Start).Contains('\n') ? NewLine + new string(' ', Column(first.KeySpan.Start)) : " ";
            return new TextEdit(end, end, $",{apart}{Quoted(added.Key)}: {Flow(value)}");
        }

        var from = last.Value.Span.Start < last.KeySpan.End ? last.KeySpan.End : Math.Max(last.KeySpan.End, End(last.Value));
        var at = LineEnd(from);
        var margin = NewLine + new string(' ', Column(first.KeySpan.Start));
        var lines = YamlWriter.Write(Datum.MapOf([KeyValuePair.Create(added.Key, value)])).TrimEnd('\n').Split('\n');
        return new TextEdit(at, at, string.Concat(lines.Select(l => l.Length == 0 ? NewLine : margin + l)));
    }

    private TextEdit Without(DocumentMember gone, DocumentMember[] own, DocumentMember lastThatStays)
    {
        var index = Array.IndexOf(own, gone);
        var end = gone.Value.Span.Start < gone.KeySpan.End ? gone.KeySpan.End : Math.Max(gone.KeySpan.End, End(gone.Value));
        var start = gone.KeySpan.Start;
        if (IsFlow) return start < lastThatStays.KeySpan.Start ? new TextEdit(start, own[index + 1].KeySpan.Start, "") : new TextEdit(End(own[index - 1].Value), end, "");
        var line = Raw.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;

        // With the line end before it, because something may be added at its own.
        return new TextEdit(line == 0 ? 0 : LineEnd(line - 1), LineEnd(end), "");
    }

    private bool IsFirstOnItsLine(DocumentMember member) => Raw.AsSpan(member.KeySpan.Start - Column(member.KeySpan.Start), Column(member.KeySpan.Start)).IsWhiteSpace();

    /// <summary>Where it ends: a block, where its last part does, because its span goes on to what follows.</summary>
    private static int End(DocumentNode node)
    {
        var raw = node.Span.Source.Text;
        var isFlow = node.Span.Start < raw.Length && raw[node.Span.Start] is '{' or '[';
        if (!isFlow && node.Kind == DatumKind.Map && node.Members.MaxBy(m => m.KeySpan.Start) is { } last) return Math.Max(last.KeySpan.End, End(last.Value));
        if (!isFlow && node.Kind == DatumKind.List && node.Items.Count > 0) return End(node.Items[^1]);
        var end = Math.Min(node.Span.End, raw.Length);
        while (end > node.Span.Start && char.IsWhiteSpace(raw[end - 1])) end--;
        if (node.Kind != DatumKind.Text || raw[node.Span.Start] is not ('|' or '>')) return end;

        // White space at the end of a block's last line is of the text.
        while (end < raw.Length && raw[end] is not ('\r' or '\n')) end++;
        return end;
    }

    private int LineEnd(int from)
    {
        var end = Raw.IndexOf('\n', from);
        if (end < 0) return Raw.Length;
        return end > 0 && Raw[end - 1] == '\r' ? end - 1 : end;
    }

    private int Column(int at) => at - (at == 0 ? 0 : Raw.LastIndexOf('\n', at - 1) + 1);

    // As it was quoted before; a text of several lines as a block where one may stand.
    private string Scalar(Datum value, int start)
    {
        var quote = start < Raw.Length ? Raw[start] : ' ';
        if (value.AsText() is not { } text) return value.Kind switch { DatumKind.Map => "{}", DatumKind.List => "[]", _ => value.ToString() };
        if (quote == '"' && node.Kind == DatumKind.Text) return Quoted(text);
        if (YamlScalar.IsBlock(text))
        {
            var (header, lines) = YamlScalar.Block(text);
            return header + string.Concat(lines.Select(l => l.Length == 0 ? "\n" : "\n" + new string(' ', Math.Max(2, indent)) + l));
        }

        var inline = YamlScalar.Inline(text);
        return quote == '\'' && node.Kind == DatumKind.Text && inline[0] != '"' && inline[0] != '\'' ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : inline;
    }

    private static string Block(Datum value, int column) => YamlWriter.Write(value).TrimEnd('\n').Replace("\n", "\n" + new string(' ', column), StringComparison.Ordinal);

    // JSON, which YAML's brackets take too.
    private static string Flow(Datum value) => value.Kind switch
    {
        DatumKind.List => $"[{string.Join(", ", value.Items.Select(Flow))}]",
        DatumKind.Map => value.Members.Count == 0 ? "{}" : $"{{ {string.Join(", ", value.Members.Select(m => $"{Quoted(m.Key)}: {Flow(m.Value)}"))} }}",
        _ => value.ToString(),
    };

    private static string Quoted(string text) => Datum.Of(text).ToString();

    // What looks like a hole is one.
    private static Datum Escaped(Datum value) => value.Kind switch
    {
        DatumKind.List => Datum.ListOf(value.Items.Select(Escaped)),
        DatumKind.Map => Datum.MapOf(value.Members.Select(m => KeyValuePair.Create(m.Key, Escaped(m.Value)))),
        DatumKind.Text => Datum.Of(Printer.Template(new Literal(value))),
        _ => value,
    };
}
