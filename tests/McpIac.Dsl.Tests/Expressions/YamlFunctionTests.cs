using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Schemas.Data;

namespace McpIac.Dsl.Tests.Expressions;

/// <summary><c>yamlEncode</c> and <c>yamlDecode</c>.</summary>
public sealed class YamlFunctionTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("a: 1\nb: [x, true, ~]\n", """{"a":1,"b":["x",true,null]}""")]
    [InlineData("- yes\n- 0644\n- 0x1F\n- '5'\n- 1.50\n- !!str 7", """["yes","0644",31,"5",1.50,"7"]""")]
    [InlineData("base: &b { x: 1, y: 2 }\nown: { <<: *b, y: 3 }", """{"base":{"x":1,"y":2},"own":{"y":3,"x":1}}""")]
    [InlineData("|\n two\n lines\n", "\"two\\nlines\\n\"")]
    public void AText_IsDecoded(string text, string expected) => Assert.Equal(expected, Call("yamlDecode", Datum.Of(text)).Value.ToString());

    [Theory]
    [InlineData("a: [1, 2", "is no YAML (line ")]
    [InlineData("a: 1\n---\nb: 2", "it holds a second document")]
    [InlineData("a: 1\na: 2", "the key a is there twice")]
    [InlineData("a: *b", "there is no anchor b before it")]
    [InlineData("a: .inf", ".inf is no number here")]
    [InlineData("a: !secret x", "it has the tag !secret")]
    [InlineData("? [a]\n: b", "a key is no text")]
    [InlineData("&a [*a]", "there is no anchor a before it")]
    public void AMalformedText_IsAnError(string text, string why) => Assert.Contains(why, Call("yamlDecode", Datum.Of(text)).Error, StringComparison.Ordinal);

    [Fact]
    public void ABillionLaughs_AndDeepNesting_AreErrors()
    {
        var laughs = "a0: &a0 [ha,ha,ha,ha,ha,ha,ha,ha,ha,ha]\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.NotNull(Call("yamlDecode", Datum.Of(laughs)).Error);
        Assert.NotNull(Call("yamlDecode", Datum.Of(new string('[', 10_000))).Error);
        Assert.NotNull(Call("yamlDecode", Datum.Of(string.Concat(Enumerable.Range(0, 10_000).Select(i => new string(' ', i) + "a:\n")))).Error);
    }

    [Theory]
    [InlineData("""{"b":["x","5","true","","~","a: b"," c"],"a":{"n":1.5,"e":[],"m":{}}}""", "a:\n  e: []\n  m: {}\n  n: 1.5\nb:\n  - x\n  - \"5\"\n  - \"true\"\n  - \"\"\n  - \"~\"\n  - 'a: b'\n  - \" c\"\n")]
    [InlineData("\"two\\nlines\"", "\"two\\nlines\"\n")]
    public void AValue_IsEncoded_InBlocks(string json, string expected) => Assert.Equal(expected, Call("yamlEncode", DatumReader.Read(json).Value!).Value.AsText());

    [Fact]
    public void WhatIsEncoded_DecodesToTheSame() => Generators.AnyDatum.Where(d => !d.ToString().Contains("$iac", StringComparison.Ordinal)).Sample(value =>
    {
        var encoded = Call("yamlEncode", value);
        if (encoded.Error is not null) return;
        Assert.Equal(DatumWriter.Write(Once(value), sortKeys: true), DatumWriter.Write(Call("yamlDecode", encoded.Value).Value, sortKeys: true));
    }, iter: 5_000);

    [Fact]
    public void AnyText_IsDecodedOrAnError_AndNeverThrows() =>
        Gen.OneOf(Gen.String, Gen.Select(Gen.Int[0, 15].Select(i => new[] { "a", ":", " ", "- ", "\n", "[", "]", "{", "}", "&a", "*a", "|", "\"", "'", "? ", "!!str " }[i]).Array[0, 20], parts => string.Concat(parts)))
            .Sample(text => Call("yamlDecode", Datum.Of(text)), iter: 20_000);

    // Of a key that is there twice the last one counts.
    private static Datum Once(Datum value) => value.Kind switch
    {
        DatumKind.List => Datum.ListOf(value.Items.Select(Once)),
        DatumKind.Map => Datum.MapOf(value.Members.Reverse().DistinctBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Once(m.Value)))),
        _ => value,
    };

    private static Evaluation Call(string function, Datum argument) => Evaluator.Evaluate(new Call(function, [new Literal(argument)]), FixedScope.Empty);
}
