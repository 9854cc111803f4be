using McpIac.Schemas.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace McpIac.Dsl.Expressions.Yaml;

/// <summary>A value → one YAML document in block style, with the keys in order; read back it is the same value.</summary>
internal static class YamlEncoder
{
    /// <summary>Null for what YAML doesn't have: half a surrogate pair. Of a key that is there twice the last one counts.</summary>
    public static string? Encode(Datum value)
    {
        try
        {
            return Written(value);
        }
        catch (YamlException)
        {
            return null;
        }
    }

    private static string Written(Datum value)
    {
        var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: true, newLine: "\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, value);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, Datum value)
    {
        switch (value.Kind)
        {
            case DatumKind.List:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, true, value.Items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in value.Items) Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case DatumKind.Map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, true, value.Members.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, member) in value.Members.Reverse().DistinctBy(m => m.Key, StringComparer.Ordinal).OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    emitter.Emit(Text(key));
                    Emit(emitter, member);
                }

                emitter.Emit(new MappingEnd());
                break;
            case DatumKind.Text: emitter.Emit(Text(value.AsText() ?? "")); break;
            default: emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value.ToString(), ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false)); break;
        }
    }

    // Quoted where it would be read as something else, or has characters that only escapes keep.
    private static Scalar Text(string text)
    {
        var plain = text.Length > 0 && text is not "<<" && YamlCore.Plain(text) is { Kind: DatumKind.Text } && text.All(c => c is >= ' ' and <= '~' or >= '\u00a1' and < '\u2000') && text.Trim() == text;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, plain ? ScalarStyle.Any : ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true);
    }
}
