using McpIac.Providers.Tests.Crashes;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Tests.Crashes;

/// <summary>The provider dies when a create has had its effect and nobody has written it down: the next one finds it, and makes no second.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("postgres:role", """{ "name": "NAME", "login": true, "password": "hush-hush-1" }""", "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'NAME%'")]
    [InlineData("postgres:database", """{ "name": "NAME" }""", "SELECT count(*) FROM pg_database WHERE datname LIKE 'NAME%' OR datname LIKE 'mciacc\\_new%'")]
    public async Task WhatACreateMade_IsFoundByItsKey(string type, string properties, string count)
    {
        await using var backend = new Backend();
        var name = backend.Name("x");
        var change = Session.Create(type, "x", properties.Replace("NAME", name, StringComparison.Ordinal));
        var made = await DieAfterAsync(backend, change);

        await using var next = await Session.StartAsync(folder["later/world"], backend.Variable);
        var asked = await next.AskAsync(change.Key);
        Assert.Equal((made.Id, "created"), (asked.Data?.Id, asked.Data?.State));
        Assert.Equal(made.Id, (await next.MadeAsync(change)).Id);
        Assert.Equal("1", await backend.SqlAsync(count.Replace("NAME", name, StringComparison.Ordinal)));
        await next.GoneAsync(Session.Delete(asked.Data!));
        Assert.Equal("0", await backend.SqlAsync(count.Replace("NAME", name, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("postgres:schema", """{ "database": "NAME", "name": "app" }""")]
    [InlineData("postgres:extension", """{ "database": "NAME", "name": "pgcrypto" }""")]
    [InlineData("postgres:table", """{ "database": "NAME", "name": "orders", "columns": [ { "name": "id", "type": "int" } ], "comment": "of customers" }""")]
    public async Task WhatACreateMadeInADatabase_IsFoundByItsKey(string type, string properties)
    {
        await using var backend = new Backend();
        var name = backend.Name("x");
        await backend.SqlAsync($"CREATE DATABASE {name}");
        var change = Session.Create(type, "x", properties.Replace("NAME", name, StringComparison.Ordinal));
        var made = await DieAfterAsync(backend, change);

        await using var next = await Session.StartAsync(folder["later/world"], backend.Variable);

        // Sent again without a question, it isn't made again either.
        Assert.Equal(made.Id, (await next.MadeAsync(change)).Id);
        Assert.Equal("created", (await next.AskAsync(change.Key)).Data?.State);
    }

    [Fact]
    public async Task WhatWasntMade_IsNobodys_AndTheSameNameOfOthersIsntTaken()
    {
        await using var backend = new Backend();
        var name = backend.Name("x");
        var change = Session.Create("postgres:role", "x", $$"""{ "name": "{{name}}" }""");
        await DieAfterAsync(backend, change);

        // What was made is gone, and somebody else made one of the same name.
        await backend.SqlAsync($"DROP ROLE {name}; CREATE ROLE {name}; COMMENT ON ROLE {name} IS 'mine'");
        await using var next = await Session.StartAsync(folder["later/world"], backend.Variable);

        Assert.Equal("notFound", (await next.AskAsync(change.Key)).Error?.Code);
        Assert.Equal("alreadyExists", await next.RefusedAsync(change));
        Assert.Equal("mine", await backend.SqlAsync($"SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = '{name}'"));
    }

    [Fact]
    public async Task ADatabaseThatWasBegun_IsMadeAnew()
    {
        await using var backend = new Backend();
        var name = backend.Name("x");
        var change = Session.Create("postgres:database", "x", $$"""{ "name": "{{name}}" }""") with { Key = Guid.NewGuid().ToString() };
        var temporary = "mciacc_new_" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(change.Key)))[..32];
        await DieAfterAsync(backend, change);
        await backend.SqlAsync($"COMMENT ON DATABASE {name} IS NULL; ALTER DATABASE {name} RENAME TO {temporary}");

        await using var next = await Session.StartAsync(folder["later/world"], backend.Variable);
        Assert.Equal("notFound", (await next.AskAsync(change.Key)).Error?.Code);
        await next.MadeAsync(change);
        Assert.Equal(name, await backend.SqlAsync($"SELECT string_agg(datname, ' ') FROM pg_database WHERE datname IN ('{name}', '{temporary}')"));
    }

    private async Task<WireResource> DieAfterAsync(Backend backend, WireChange change)
    {
        await using var first = await Session.StartAsync(folder["now/world"], backend.Variable, h => new Moment(h, folder["now/world"], folder["later/world"]));
        return await first.MadeAsync(change);
    }
}
