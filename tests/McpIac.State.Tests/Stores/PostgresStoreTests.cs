using McpIac.Plans.Journals;
using McpIac.State.Stores;

namespace McpIac.State.Tests.Stores;

public sealed class PostgresStoreTests : StoreContract
{
    private protected override TestStore New() => new TestDatabase();

    private protected override string Refusing => """
        CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE disk_full USING MESSAGE = 'database or disk is full'; END $$ LANGUAGE plpgsql;
        CREATE TRIGGER no_ends BEFORE INSERT ON journal FOR EACH ROW WHEN (new.kind = 'runEnded') EXECUTE FUNCTION refuse();
        """;

    [Fact]
    public void Environments_ShareADatabaseAndNothingInIt()
    {
        using var database = new TestDatabase();
        using (var plain = database.In("").Open("shop", TimeProvider.System).Journal!)
        using (var prod = database.In("prod").Open("shop", TimeProvider.System).Journal!)
        {
            plain.Append(TestStore.Intent("k"));
            Assert.Equal(0, prod.Read().Serial);
            prod.Append(new RunStarted("r", "apply"), new ResourceConfirmed("k", TestStore.Resource("1")));
        }

        Assert.Equal((1L, 2L), (Serial(""), Serial("prod")));
        Assert.Equal(["shop"], database.In("").Deployments().Names);
        Assert.Equal(["shop"], database.In("prod").Deployments().Names);
        Assert.Empty(database.In("pro").Deployments().Names);
        long Serial(string environment)
        {
            using var journal = database.In(environment).OpenRead("shop").Journal!;
            return journal.Read().Serial;
        }
    }

    [Fact]
    public void ADatabaseOfANewerFormat_IsMCI5001()
    {
        using var database = new TestDatabase();
        database.Filled().Run("UPDATE format SET version = 9");
        Assert.Equal($"The state database {database.Shown} was written by a newer mciacc (format 9; this one knows 2).", database.Problem() is { Id: "MCI5001" } p ? p.Message : "");
        Assert.Equal("MCI5001", database.Store.Deployments().Problem?.Id);
    }

    [Fact]
    public void Reading_MakesNothing()
    {
        using var database = new TestDatabase();
        using (var journal = database.OpenRead()) Assert.Equal(0, journal.Read().Serial);
        Assert.Empty(database.Store.Deployments().Names);
        database.Run("CREATE SCHEMA mciacc");
    }

    [Fact]
    public async Task ThoseThatComeFirstAtOnce_MakeTheTablesOnce()
    {
        using var database = new TestDatabase();
        using var start = new Barrier(4);
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Factory.StartNew(() =>
        {
            start.SignalAndWait();
            var (journal, problem) = database.Store.Open($"shop-{i}", TimeProvider.System);
            journal?.Dispose();
            return problem?.Message;
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.All(opened, Assert.Null);
    }

    [Theory]
    [InlineData("wrong-password", "MCI5020")]
    [InlineData("wrong-database", "MCI5020")]
    [InlineData("wrong-port", "MCI5020")]
    public void ADatabaseThatCantBeReached_IsMCI5020_AndNoPasswordIsShown(string what, string id)
    {
        using var database = new TestDatabase();
        var address = what switch
        {
            "wrong-password" => database.Address.Replace(database.Password, "guessed-wrongly", StringComparison.Ordinal),
            "wrong-database" => database.Address + "x",
            _ => new UriBuilder(database.Address) { Port = 1 }.Uri.AbsoluteUri,
        };
        var store = StateStore.At(address).Store!;
        var problems = new[] { store.Open("shop", TimeProvider.System).Problem, store.OpenRead("shop").Problem, store.Deployments().Problem };
        Assert.All(problems, p => Assert.Equal(id, p!.Id));
        Assert.All(problems, p => Assert.DoesNotContain("guessed-wrongly", p!.Message, StringComparison.Ordinal));
        Assert.All(problems, p => Assert.DoesNotContain(database.Password, p!.Message, StringComparison.Ordinal));
    }
}
