using System.Text;
using McpIac.Schemas.Data;

namespace McpIac.Compiler.Conversion;

/// <summary>
/// Writes a value as YAML 1.2, as one would write it by hand: blocks, no anchors, quotes where they are needed. Reading it yields an equal value. Half a surrogate pair can't be written.
/// </summary>
internal sealed class YamlWriter
{
    // Beyond 1,024 characters a reader no longer looks for the colon.
    private const int LongestKey = 500;

    private readonly StringBuilder text = new();

    /// <param name="spaced">Keys of the outermost map whose elements stand apart by an empty line.</param>
    public static string Write(Datum value, params IReadOnlyList<string> spaced)
    {
        var writer = new YamlWriter();
        if (value is { Kind: DatumKind.Map, Members.Count: > 0 } && spaced.Count > 0) writer.Outermost(value, spaced);
        else writer.Value(value, 0, atLineStart: true);
        return writer.text.ToString();
    }

    private void Outermost(Datum map, IReadOnlyList<string> spaced)
    {
        foreach (var (i, member) in map.Members.Index())
        {
            if (i > 0 && spaced.Contains(member.Key)) text.Append('\n');
            Member(member, 0);
        }
    }

    /// <param name="atLineStart">Nothing but indentation, or the mark of a list's element, stands before it on its line.</param>
    private void Value(Datum value, int indent, bool atLineStart)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value.Kind)
        {
            case DatumKind.Map when value.Members.Count > 0: Map(value, indent, atLineStart); break;
            case DatumKind.List when value.Items.Count > 0: List(value, indent, atLineStart); break;
            case DatumKind.Text when YamlScalar.IsBlock(value.AsText() ?? ""): Block(value.AsText() ?? "", indent, atLineStart); break;
            default: text.Append(atLineStart ? "" : " ").Append(value.Kind switch { DatumKind.Map => "{}", DatumKind.List => "[]", _ => YamlScalar.Inline(value) }).Append('\n'); break;
        }
    }

    private void Map(Datum map, int indent, bool atLineStart)
    {
        if (!atLineStart) text.Append('\n');
        foreach (var (i, member) in map.Members.Index())
        {
            if (i > 0 || !atLineStart) Indent(indent);
            Member(member, indent);
        }
    }

    private void Member(KeyValuePair<string, Datum> member, int indent)
    {
        var key = YamlScalar.Inline(member.Key);
        if (key.Length <= LongestKey) text.Append(key).Append(':');
        else
        {
            text.Append("? ").Append(key).Append('\n');
            Indent(indent);
            text.Append(':');
        }

        Value(member.Value, indent + 2, atLineStart: false);
    }

    private void List(Datum list, int indent, bool atLineStart)
    {
        if (!atLineStart) text.Append('\n');
        foreach (var (i, item) in list.Items.Index())
        {
            if (i > 0 || !atLineStart) Indent(indent);
            text.Append("- ");
            Value(item, indent + 2, atLineStart: true);
        }
    }

    private void Block(string block, int indent, bool atLineStart)
    {
        var (header, lines) = YamlScalar.Block(block);
        text.Append(atLineStart ? "" : " ").Append(header).Append('\n');
        foreach (var line in lines)
        {
            if (line.Length > 0) Indent(Math.Max(2, indent));
            text.Append(line).Append('\n');
        }
    }

    private void Indent(int indent) => text.Append(' ', indent);
}
