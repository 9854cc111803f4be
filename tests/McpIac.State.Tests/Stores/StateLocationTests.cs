using McpIac.State.Stores;
using McpIac.State.Stores.Postgres;
using McpIac.State.Stores.Sqlite;
using Npgsql;

namespace McpIac.State.Tests.Stores;

public sealed class StateLocationTests
{
    [Theory]
    [InlineData("postgres://ops:s%40cret@db.internal:6432/state?sslmode=verify-full&connect_timeout=3", "postgres://ops@db.internal:6432/state", "db.internal 6432 ops s@cret state VerifyFull 3")]
    [InlineData("postgresql://db/state", "postgres://db:5432/state", "db 5432   state Prefer 10")]
    [InlineData("postgres://ops@[::1]/state", "postgres://ops@::1:5432/state", "::1 5432 ops  state Prefer 10")]
    [InlineData("postgres:///state?host=/run/postgresql&user=ops", "postgres://ops@/run/postgresql:5432/state", "/run/postgresql 5432 ops  state Prefer 10")]
    public void AnAddress_IsRead_AndShownWithoutItsPassword(string address, string shown, string expected)
    {
        var (location, problem) = PostgresLocation.Read(address, null);
        Assert.Null(problem);
        var read = new NpgsqlConnectionStringBuilder(location!.ConnectionString);
        Assert.Equal((shown, expected), (location.Shown, $"{read.Host} {read.Port} {read.Username} {read.Password} {read.Database} {read.SslMode} {read.Timeout}"));
    }

    [Fact]
    public void APasswordOfItsOwn_CountsBeforeTheAddresss() =>
        Assert.Equal("own", new NpgsqlConnectionStringBuilder(PostgresLocation.Read("postgres://a:b@c/d", "own").Location!.ConnectionString).Password);

    [Theory]
    [InlineData("postgres://", "it names no host")]
    [InlineData("postgres://a:hunter22@/d", "it is no address")]
    [InlineData("postgres://a:hunter22@c/d?colour=red", "it has no option colour")]
    [InlineData("postgres://a:hunter22@c/d?sslmode=perhaps", "its option sslmode can't have that value")]
    [InlineData("postgres://a:hunter22@c:x/d", "it is no address")]
    public void AnAddressThatIsNone_IsMCI5023_AndShowsNoPassword(string address, string why)
    {
        var (store, problem) = StateStore.At(address);
        Assert.Null(store);
        Assert.Equal("MCI5023", problem!.Id);
        Assert.Equal($"The address of the state database isn't understood: {why}.", problem.Message);
        Assert.DoesNotContain("hunter22", problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void AnythingElse_IsAFile() => Assert.IsType<SqliteStore>(StateStore.At("state.db").Store);
}
