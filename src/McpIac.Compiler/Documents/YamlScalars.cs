using McpIac.Dsl.Expressions.Yaml;
using McpIac.Schemas.Data;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace McpIac.Compiler.Documents;

/// <summary>The scalars of YAML 1.2's core schema (<see cref="YamlCore"/>).</summary>
internal static class YamlScalars
{
    public const string TextTag = "tag:yaml.org,2002:str";

    public static DocumentNode Read(Scalar scalar, SourceSpan span, Findings findings)
    {
        var text = scalar.Value;
        var style = scalar.Style switch
        {
            ScalarStyle.SingleQuoted => TextStyle.SingleQuoted,
            ScalarStyle.DoubleQuoted => TextStyle.DoubleQuoted,
            ScalarStyle.Literal or ScalarStyle.Folded => TextStyle.Block,
            _ => TextStyle.Plain,
        };
        if (style != TextStyle.Plain || scalar.Tag.IsNonSpecific || scalar.Tag == TextTag) return DocumentNode.Of(span, Datum.Of(text), style);
        if (YamlCore.Plain(text) is not { } value)
        {
            findings.Add(DocumentProblems.NoNumber(text, span.Place));
            return DocumentNode.Of(span, Datum.Null);
        }

        return DocumentNode.Of(span, value, style, value.Kind is DatumKind.Number or DatumKind.Boolean && value.ToString() != text ? text : null);
    }
}
