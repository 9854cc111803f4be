namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>The same as <see cref="EveryBorderTests"/> with the state in PostgreSQL, and apart from it, so that they run side by side.</summary>
public sealed class EveryBorderOfADatabaseTests
{
    [Fact]
    public async Task KilledAtBorders_WithTheStateInPostgreSql_TheNextApplyConverges() =>
        Assert.InRange(await EveryBorderTests.SweepAsync(30, onPostgreSql: true), 2 * ServedRow.Chained, 30);
}
