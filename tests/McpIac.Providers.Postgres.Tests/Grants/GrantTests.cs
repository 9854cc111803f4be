namespace McpIac.Providers.Postgres.Tests.Grants;

public sealed class GrantTests
{
    [Fact]
    public async Task PrivilegesOnTables_AreGrantedComparedAndRevoked()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (database, role) = await PrepareAsync(backend);
        var asked = $$"""{ "database": "{{database}}", "role": "{{role}}", "objectType": "table", "schema": "app", "objects": ["orders"], "privileges": ["SELECT", "INSERT"] }""";
        var made = await session.MadeAsync(Session.Create("postgres:grant", "g", asked));
        Assert.Equal("t,t,f", await HasAsync());
        Assert.Equal("noop", await session.PlannedAsync(made, asked));

        await backend.SqlAsync($"REVOKE INSERT ON app.orders FROM {role}; GRANT DELETE ON app.orders TO {role}", database);
        Assert.Equal("update /privileges", await session.PlannedAsync(made, asked));
        await session.MadeAsync(Session.Update(made, asked));
        Assert.Equal("t,t,f", await HasAsync());

        made = await session.MadeAsync(Session.Update(made, asked.Replace("\"SELECT\", \"INSERT\"", "\"ALL\"", StringComparison.Ordinal)));
        Assert.Equal("t,t,t", await HasAsync());
        Assert.Equal("noop", await session.PlannedAsync(made, asked.Replace("\"SELECT\", \"INSERT\"", "\"ALL\"", StringComparison.Ordinal)));
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal("f,f,f", await HasAsync());

        Task<string> HasAsync() => backend.SqlAsync(
            $"SELECT string_agg(left(has_table_privilege('{role}', 'app.orders', p)::text, 1), ',' ORDER BY n) FROM unnest(ARRAY['SELECT', 'INSERT', 'DELETE']) WITH ORDINALITY u(p, n)", database);
    }

    [Fact]
    public async Task PrivilegesOnAllOfASchema_LackOnWhatIsNew()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (database, role) = await PrepareAsync(backend);
        var asked = $$"""{ "database": "{{database}}", "role": "{{role}}", "objectType": "table", "schema": "app", "privileges": ["SELECT"], "withGrantOption": true }""";
        var made = await session.MadeAsync(Session.Create("postgres:grant", "g", asked));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));

        await backend.SqlAsync("CREATE TABLE app.more (id int)", database);
        Assert.Equal("deleted", (await session.GetAsync(made)).State);
        await session.MadeAsync(Session.Update(made, asked));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        made = await session.MadeAsync(Session.Update(made, asked.Replace("true", "false", StringComparison.Ordinal)));
        Assert.Equal("noop", await session.PlannedAsync(made, asked.Replace("true", "false", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "database", "privileges": ["CONNECT", "CREATE"] }""")]
    [InlineData("""{ "database": "DB", "role": "public", "objectType": "database", "privileges": ["TEMPORARY"] }""")]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "schema", "schema": "app", "privileges": ["USAGE"] }""")]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "sequence", "schema": "app", "privileges": ["ALL"] }""")]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "function", "schema": "app", "objects": ["total(integer, text)"], "privileges": ["EXECUTE"] }""")]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "type", "schema": "app", "objects": ["mood"], "privileges": ["USAGE"] }""")]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "table", "schema": "app", "objects": ["orders"], "columns": ["id"], "privileges": ["SELECT", "UPDATE"] }""")]
    [InlineData("""{ "database": "DB", "role": "OWNER", "objectType": "table", "schema": "app", "objects": ["orders"], "privileges": ["SELECT"] }""")]
    public async Task EachKindOfObject_IsGrantedAndReadBack(string properties)
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (database, role) = await PrepareAsync(backend);
        var asked = properties.Replace("DB", database, StringComparison.Ordinal).Replace("ROLE", role, StringComparison.Ordinal).Replace("OWNER", "mciacc", StringComparison.Ordinal);

        var made = await session.MadeAsync(Session.Create("postgres:grant", "g", asked));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        await session.GoneAsync(Session.Delete(made));
    }

    [Theory]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "table", "schema": "app", "objects": ["nosuch"], "privileges": ["SELECT"] }""", "notFound")]
    [InlineData("""{ "database": "DB", "role": "nosuch", "objectType": "schema", "schema": "app", "privileges": ["USAGE"] }""", "notFound")]
    [InlineData("""{ "database": "nosuch", "role": "ROLE", "objectType": "database", "privileges": ["CONNECT"] }""", "notFound")]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "schema", "schema": "app", "privileges": ["SELECT"] }""", "invalid")]
    [InlineData("""{ "database": "DB", "role": "ROLE", "objectType": "table", "privileges": ["SELECT"] }""", "invalid")]
    public async Task WhatCantBeGranted_IsRefused(string properties, string code)
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (database, role) = await PrepareAsync(backend);

        Assert.Equal(code, await session.RefusedAsync(Session.Create("postgres:grant", "g", properties.Replace("DB", database, StringComparison.Ordinal).Replace("ROLE", role, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task DefaultPrivileges_AreForWhatComes()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (database, role) = await PrepareAsync(backend);
        var asked = $$"""{ "database": "{{database}}", "ownerRole": "mciacc", "role": "{{role}}", "schema": "app", "objectType": "table", "privileges": ["SELECT"] }""";
        var made = await session.MadeAsync(Session.Create("postgres:defaultPrivileges", "d", asked));
        await backend.SqlAsync("CREATE TABLE app.later (id int)", database);
        Assert.Equal("True False", await backend.SqlAsync($"SELECT initcap(has_table_privilege('{role}', 'app.later', 'SELECT')::text) || ' ' || initcap(has_table_privilege('{role}', 'app.orders', 'SELECT')::text)", database));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));

        var more = asked.Replace("\"SELECT\"", "\"INSERT\", \"SELECT\"", StringComparison.Ordinal);
        Assert.Equal("update /privileges", await session.PlannedAsync(made, more));
        made = await session.MadeAsync(Session.Update(made, more));
        Assert.Equal("noop", await session.PlannedAsync(made, more));
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal("0", await backend.SqlAsync("SELECT count(*) FROM pg_default_acl", database));
    }

    private static async Task<(string Database, string Role)> PrepareAsync(Backend backend)
    {
        var (database, role) = (backend.Name("db"), backend.Name("reader"));
        await backend.SqlAsync($"CREATE ROLE {role}");
        await backend.SqlAsync($"CREATE DATABASE {database}");
        await backend.SqlAsync("CREATE SCHEMA app; CREATE TABLE app.orders (id int); CREATE SEQUENCE app.numbers; CREATE TYPE app.mood AS ENUM ('fine'); "
            + "CREATE FUNCTION app.total(a integer, b text) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION app.total() RETURNS int LANGUAGE sql AS 'SELECT 1'", database);
        return (database, role);
    }
}
