namespace McpIac.EndToEnd.Tests.Crashes;

/// <summary>The same as <see cref="EveryBorderTests"/> with the state in PostgreSQL, and apart from it, so that they run side by side.</summary>
public sealed class EveryBorderOfADatabaseTests
{
    private const int Kills = 30;

    [Fact]
    public async Task KilledAtBorders_WithTheStateInPostgreSql_TheNextApplyConverges()
    {
        var kills = await EveryBorderTests.SweepAsync(Kills, onPostgreSql: true);
        Assert.InRange(kills, 2 * ServedRow.Chained, Kills);

        // What is recorded at the same moment travels together, so a run can have fewer borders; then it begins anew.
        if (kills < Kills) kills += await EveryBorderTests.SweepAsync(Kills - kills, onPostgreSql: true);
        Assert.Equal(Kills, kills);
    }
}
