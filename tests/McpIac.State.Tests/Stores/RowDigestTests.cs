using System.Globalization;
using CsCheck;
using McpIac.State.Stores;

namespace McpIac.State.Tests.Stores;

/// <summary>What is stored is what the runtime's own number of 128 bits writes.</summary>
public sealed class RowDigestTests
{
    private static readonly Gen<UInt128> Numbers =
        from high in Gen.OneOf(Gen.ULong, Gen.Const(0UL), Gen.Const(ulong.MaxValue))
        from low in Gen.OneOf(Gen.ULong, Gen.Const(0UL), Gen.Const(ulong.MaxValue))
        select new UInt128(high, low);

    [Fact]
    public void SumsAndDifferences_GoRound() => Gen.Select(Numbers, Numbers).Sample((a, b) =>
    {
        Assert.Equal(Text(unchecked(a + b)), (RowDigest.Parse(Text(a)) + RowDigest.Parse(Text(b))).ToString());
        Assert.Equal(Text(unchecked(a - b)), (RowDigest.Parse(Text(a)) - RowDigest.Parse(Text(b))).ToString());
    });

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData("0123456789abcdef0123456789abcdef0")]
    public void OtherTexts_AreNone(string text) => Assert.Throws<FormatException>(() => RowDigest.Parse(text));

    private static string Text(UInt128 number) => number.ToString("x32", CultureInfo.InvariantCulture);
}
