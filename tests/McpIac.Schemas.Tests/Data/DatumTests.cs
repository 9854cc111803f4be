using McpIac.Schemas.Data;

namespace McpIac.Schemas.Tests.Data;

public sealed class DatumTests
{
    [Theory]
    [InlineData("5", 5L)]
    [InlineData("5.0", 5L)]
    [InlineData("5e0", 5L)]
    [InlineData("0.5e1", 5L)]
    [InlineData("500e-2", 5L)]
    [InlineData("-0.0", 0L)]
    [InlineData("0e-999999999999", 0L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("5.5", null)]
    [InlineData("55e-1", null)]
    [InlineData("1e30", null)]
    [InlineData("1e-30", null)]
    [InlineData("1e-999999999999", null)]
    [InlineData("1e999999999999", null)]
    [InlineData("1.0000000000000000000000000000000000000001", null)]
    public void ANumber_IsWhole_WhenNothingIsLeftBehindThePoint(string text, long? expected) => Assert.Equal(expected, Datum.OfNumber(text).AsInteger());

    [Theory]
    [InlineData("5", "5.0", true)]
    [InlineData("1.10", "1.1", true)]
    [InlineData("1e-30", "0", false)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    public void Numbers_AreEqual_WhenTheyDenoteTheSame(string one, string other, bool expected) => Assert.Equal(expected, Datum.OfNumber(one).Equals(Datum.OfNumber(other)));
}
