using McpIac.Plans.Journals;
using McpIac.State.Journals;
using McpIac.State.Stores.Postgres;

namespace McpIac.State.Tests.Stores;

/// <summary>A database that goes away in the middle of a run: what was appended is there once, and what isn't known to be there is never taken for done.</summary>
public sealed class LostConnectionTests : IDisposable
{
    private readonly TestDatabase database;
    private Proxy? proxy;

    public LostConnectionTests() => database = new TestDatabase(server => (proxy = new Proxy(server)).Port);

    private Proxy Between => proxy!;

    public void Dispose()
    {
        proxy?.Dispose();
        database.Dispose();
    }

    private IJournal Open(TimeSpan? patience = null)
    {
        var (journal, problem) = database.In("", patience).Open("shop", TimeProvider.System);
        Assert.Null(problem);
        return journal!;
    }

    private string[] Recorded()
    {
        using var reader = database.In("").OpenRead("shop").Journal!;
        return [.. reader.History(100).Reverse().Select(e => ((RunStarted)e.Entry).RunId)];
    }

    [Fact]
    public void ADatabaseThatComesBack_IsGoneOnWith()
    {
        using (var journal = Open())
        {
            journal.Append(new RunStarted("a", "apply"));
            Between.Break();
            journal.Append(new RunStarted("b", "apply"));
            journal.Append(new RunStarted("c", "apply"));
            Assert.Equal(3, journal.Read().Serial);
        }

        Assert.Equal(["a", "b", "c"], Recorded());
    }

    [Theory]
    [InlineData(nameof(Proxy.Loss.Request))]
    [InlineData(nameof(Proxy.Loss.Answer))]
    public void ACommitWhoseOutcomeIsNotKnown_IsLookedUp_AndDoneOnce(string loss)
    {
        using (var journal = Open())
        {
            journal.Append(new RunStarted("a", "apply"));
            Between.LoseNextCommit(Enum.Parse<Proxy.Loss>(loss));
            journal.Append(new RunStarted("b", "apply"));
            Assert.True(Between.HasLost);
            journal.Append(new RunStarted("c", "apply"));
        }

        Assert.Equal(["a", "b", "c"], Recorded());
    }

    [Fact]
    public void ADatabaseThatStaysAway_IsMCI5021_AndNothingIsWrittenAnyMore()
    {
        using var journal = Open(TimeSpan.Zero);
        journal.Append(new RunStarted("a", "apply"));
        Between.Break(forGood: true);
        var problem = Assert.Throws<JournalException>(() => journal.Append(new RunStarted("b", "apply"))).Problem;
        Assert.Equal("MCI5021", problem.Id);
        Assert.Contains("went away, and didn't come back within 0 s: ", problem.Message, StringComparison.Ordinal);
        Between.Break(forGood: false);
        Assert.Equal("MCI5021", Assert.Throws<JournalException>(() => journal.Append(new RunStarted("c", "apply"))).Problem.Id);
        Assert.Equal(1, journal.Read().Serial);
        Assert.Equal(["a"], Recorded());
    }

    [Fact]
    public void WhoeverTookOverMeanwhile_IsLeftAlone()
    {
        using var journal = Open();
        journal.Append(new RunStarted("a", "apply"));
        database.Run("UPDATE deployment SET expires = 1");
        using (var other = Open())
        {
            Between.Break();
            Assert.Equal("MCI5022", Assert.Throws<JournalException>(() => journal.Append(new RunStarted("b", "apply"))).Problem.Id);
            other.Append(new RunStarted("c", "apply"));
        }

        Assert.Equal(["a", "c"], Recorded());
    }

    [Fact]
    public void AHeartbeat_KeepsTheLease_AndOfAnOutdatedOneChangesNothing()
    {
        using var journal = Open();
        database.Run("UPDATE deployment SET expires = 1");
        var location = PostgresLocation.Read(database.Address, null).Location!;
        var (access, _) = PostgresAccess.Take(new PostgresDatabase(location), new PostgresDatabase(location).Opened(), "/shop", TimeProvider.System);
        database.Run("UPDATE deployment SET expires = 1");
        access!.Renew();
        var held = database.In("").Open("shop", TimeProvider.System);
        Assert.Equal("MCI5004", held.Problem?.Id);
        access.Dispose();
        access.Renew();
        using var next = Open();
    }
}
