using McpIac.Providers.Handlers;
using McpIac.Providers.Postgres.Connections;

namespace McpIac.Providers.Postgres.Tests.Connections;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("POSTGRES_URL=postgres://me:p%40ss@db.example:6543/main?sslmode=verify-full", "me p@ss db.example 6543 main VerifyFull")]
    [InlineData("PGHOST=db PGUSER=me PGPASSWORD=secret", "me secret db 5432 postgres Prefer")]
    [InlineData("PGHOST=ignored PGPORT=1 PGUSER=you PGPASSWORD=secret PGSSLMODE=require POSTGRES_URL=postgresql://db:2/x", "you secret db 2 x Require")]
    public void Environment_SaysWhereTheServerIs(string environment, string expected)
    {
        var address = ServerAddress.Read(name => Variable(environment, name));
        Assert.Equal(expected, $"{address.Username} {address.Password} {address.Host} {address.Port} {address.Database} {address.SslMode}");
    }

    [Theory]
    [InlineData("PGUSER=me", "PostgreSQL can't be reached: nothing says where the server is: set POSTGRES_URL (postgres://USER:PASSWORD@HOST:PORT/DATABASE) or PGHOST.")]
    [InlineData("POSTGRES_URL=hush-hush", "PostgreSQL can't be reached: POSTGRES_URL is no address like postgres://USER:PASSWORD@HOST:PORT/DATABASE.")]
    [InlineData("POSTGRES_URL=postgres://a:hush@b?sslmode=hush", "PostgreSQL can't be reached: sslmode of POSTGRES_URL can't have that value.")]
    [InlineData("PGHOST=a PGPORT=hush", "PostgreSQL can't be reached: PGPORT is no number.")]
    public void WhatIsntUnderstood_IsSaidWithoutTheValue(string environment, string expected)
    {
        var refused = Assert.Throws<ProviderException>(() => ServerAddress.Read(name => Variable(environment, name)));
        Assert.Equal(("invalid", expected), (refused.Error.Code, refused.Message));
    }

    [Fact]
    public async Task AServerThatDoesntAnswer_IsUnavailable_AndAWrongPasswordUnauthenticated()
    {
        await using (var session = await Session.StartAsync(null, name => name == "POSTGRES_URL" ? "postgres://nobody:hush-hush@127.0.0.1:1/x" : null))
        {
            var result = await session.ApplyAsync(Session.Create("postgres:role", "app", """{ "name": "app" }"""));
            Assert.Equal(("failed", "unavailable", "none"), (result.Outcome, result.Error?.Code, result.Error?.Details?.SideEffects));
            Assert.DoesNotContain("hush", result.Error!.Message, StringComparison.Ordinal);
        }

        await using var backend = new Backend();
        await using var wrong = await Session.StartAsync(null, name => backend.Variable(name)?.Replace("mciacc:", "mciacc:x", StringComparison.Ordinal));
        Assert.Equal("unauthenticated", await wrong.RefusedAsync(Session.Create("postgres:role", "app", """{ "name": "app" }""")));
    }

    private static string? Variable(string environment, string name) => environment.Split(' ').Select(v => v.Split('=', 2)).FirstOrDefault(v => v[0] == name)?[1];
}
