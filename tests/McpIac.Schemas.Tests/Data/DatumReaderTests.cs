using CsCheck;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Tests.Data;

public sealed class DatumReaderTests
{
    [Fact]
    public void AnyValue_WrittenAndRead_IsItself() =>
        DatumGen.Any.Sample(value =>
            DatumReader.Read(DatumWriter.Write(value, sortKeys: false)).Value!.Equals(value)
            && DatumReader.Read(DatumWriter.Write(value, sortKeys: true, indent: true)).Value!.Equals(value));

    [Fact]
    public void AnyValue_WrittenReadAndWritten_KeepsItsText() =>
        DatumGen.Any.Sample(value =>
        {
            var text = DatumWriter.Write(value, sortKeys: false);
            return DatumWriter.Write(DatumReader.Read(text).Value!, sortKeys: false) == text;
        });

    [Fact]
    public void AnyText_Read_NeverThrows() =>
        Gen.OneOf(Gen.String, DatumGen.OneOf('{', '}', '[', ']', '"', ',', ':', '\\', 'u', '1', '-', 'e', '.', 't', ' ', '\n').Array[0, 30].Select(c => new string(c)))
            .Sample(text =>
            {
                var (value, problem) = DatumReader.Read(text);
                return value is null != problem is null;
            });

    [Theory]
    [InlineData("", "the text ends where a value should be", 1, 1)]
    [InlineData("  \n ", "the text ends where a value should be", 2, 2)]
    [InlineData("{\n  \"a\": tru\n}", "only true, false and null are words in JSON", 2, 8)]
    [InlineData("[1, 2", "the text ends where ',' or ']' should be", 1, 6)]
    [InlineData("[1 2]", "',' or ']' should be here, not '2'", 1, 4)]
    [InlineData("[1,]", "']' can't begin a value", 1, 4)]
    [InlineData("{\"a\" 1}", "':' should be here, not '1'", 1, 6)]
    [InlineData("{\"a\":1,}", "a member's name in double quotes should be here, not '}'", 1, 8)]
    [InlineData("{a:1}", "a member's name in double quotes should be here, not 'a'", 1, 2)]
    [InlineData("{} x", "there is text after the end of the value", 1, 4)]
    [InlineData("01", "this is no number that JSON knows", 1, 2)]
    [InlineData("-", "the text ends where a digit should be", 1, 2)]
    [InlineData("1.", "the text ends where a digit after the decimal point should be", 1, 3)]
    [InlineData("1.e5", "a digit after the decimal point should be here, not 'e'", 1, 3)]
    [InlineData("1e+", "the text ends where a digit in the exponent should be", 1, 4)]
    [InlineData("0x1F", "this is no number that JSON knows", 1, 2)]
    [InlineData("NaN", "'N' can't begin a value", 1, 1)]
    [InlineData("\"abc", "the text ends inside a string", 1, 5)]
    [InlineData("\"a\nb\"", "a text can't hold a line break or control character unescaped", 1, 3)]
    [InlineData("\"\\x\"", "this is no escape that JSON knows", 1, 3)]
    [InlineData("\"\\u12G4\"", "this is no escape that JSON knows", 1, 3)]
    [InlineData("\"\\u12", "this is no escape that JSON knows", 1, 3)]
    [InlineData("\u0000", "the character U+0000 can't begin a value", 1, 1)]
    public void BrokenText_Read_SaysWhatAndWhere(string json, string message, int line, int column) =>
        Assert.Equal((null, new JsonProblem(message, line, column)), DatumReader.Read(json));

    [Fact]
    public void Nesting_DeeperThan256_IsAProblemAndNoCrash()
    {
        Assert.NotNull(DatumReader.Read(new string('[', 256) + new string(']', 256)).Value);
        Assert.Equal("values are nested deeper than 256 levels", DatumReader.Read(new string('[', 1_000_000)).Problem!.Message);
    }

    [Fact]
    public void DuplicateKeys_AreKept_AndTheLastOneWins()
    {
        var value = DatumReader.Read("""{"a": 1, "b": 2, "a": 3}""").Value!;

        Assert.Equal(["a", "b", "a"], value.Members.Select(m => m.Key));
        Assert.Equal(3, value["a"]!.AsInteger());
    }

    [Fact]
    public void Escapes_AndAByteOrderMark_AreUnderstood() =>
        Assert.Equal("\"\\/\b\f\n\r\té😀\ud800", DatumReader.Read("\uFEFF \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\uDE00\\ud800\" ").Value!.AsText());

    [Fact]
    public void Numbers_KeepTheirText() =>
        Assert.Equal("""[0,-0,1.50,1e5,12345678901234567890123]""", DatumReader.Read("[0, -0, 1.50, 1e5, 12345678901234567890123]").Value!.ToString());
}
