using System.Text;

namespace McpIac.Compiler.Absorptions;

/// <summary>A source file's bytes: in the encoding that it had, with its byte order mark.</summary>
internal static class SourceBytes
{
    public static byte[] Like(byte[] before, string text)
    {
        Encoding encoding = before switch
        {
            [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true),
            [0xFF, 0xFE, ..] => new UnicodeEncoding(false, true),
            [0xFE, 0xFF, ..] => new UnicodeEncoding(true, true),
            _ => new UTF8Encoding(false),
        };
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }
}
