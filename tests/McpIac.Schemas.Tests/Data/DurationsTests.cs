using McpIac.Schemas.Data;

namespace McpIac.Schemas.Tests.Data;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("90s", 90_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("2d1ms", 172_800_001)]
    [InlineData("PT5M", 300_000)]
    public void WrittenDuration_IsRead(string text, double milliseconds) => Assert.Equal(milliseconds, Durations.ReadWritten(text)?.TotalMilliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 m")]
    [InlineData("1m1h")]
    [InlineData("1.5h")]
    [InlineData("9999999d")]
    public void WhatIsNone_IsRefused(string text) => Assert.Null(Durations.ReadWritten(text));
}
