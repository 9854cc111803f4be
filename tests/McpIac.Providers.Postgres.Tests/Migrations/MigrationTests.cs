namespace McpIac.Providers.Postgres.Tests.Migrations;

public sealed class MigrationTests
{
    private const string First = """{ "version": "001", "sql": "CREATE TABLE a (id int); INSERT INTO a VALUES (1)" }""", Second = """{ "version": "002", "sql": "INSERT INTO a SELECT id + 1 FROM a" }""";

    [Fact]
    public async Task Migrations_RunOnceEach_AndOnlyForward()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var database = await PrepareAsync(backend);
        var made = await session.MadeAsync(Session.Create("postgres:migration", "m", Of(database, First)));
        Assert.Equal(("001", 1L), (made.Outputs["currentVersion"]?.AsText(), made.Outputs["applied"]?.AsInteger()));
        Assert.Equal("noop", await session.PlannedAsync(made, Of(database, First)));
        Assert.Equal("update /migrations", await session.PlannedAsync(made, Of(database, First, Second)));
        made = await session.MadeAsync(Session.Update(made, Of(database, First, Second)));
        Assert.Equal(("002", "3"), (made.Outputs["currentVersion"]?.AsText(), await backend.SqlAsync("SELECT sum(id) FROM a", database)));

        Assert.Equal("conflict", await session.RefusedAsync(Session.Update(made, Of(database, First.Replace("(1)", "(7)", StringComparison.Ordinal), Second))));
        Assert.Equal("conflict", await session.RefusedAsync(Session.Update(made, Of(database, Second, First))));
        Assert.Equal("conflict", await session.RefusedAsync(Session.Update(made, Of(database, First))));

        // Another one can't share the history, but may go on with it once it is nobody's.
        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("postgres:migration", "other", Of(database, First, Second))));
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal("deleted", (await session.GetAsync(made)).State);
        var next = await session.MadeAsync(Session.Create("postgres:migration", "other", Of(database, First, Second)));
        Assert.Equal((2L, "3"), (next.Outputs["applied"]?.AsInteger(), await backend.SqlAsync("SELECT sum(id) FROM a", database)));
    }

    [Fact]
    public async Task AMigrationThatFails_LeavesNothing_AndThoseBeforeItStay()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var database = await PrepareAsync(backend);
        const string Broken = """{ "version": "003", "sql": "INSERT INTO a VALUES (100); SELECT 1 / 0" }""";
        var result = await session.ApplyAsync(Session.Create("postgres:migration", "m", Of(database, First, Second, Broken)));

        Assert.Equal("partial", result.Outcome);
        Assert.Contains("The migration 003 failed, the 2 before it have run: PostgreSQL says: division by zero (22012).", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal("3", await backend.SqlAsync("SELECT sum(id) FROM a", database));
        var mended = await session.MadeAsync(Session.Update(result.Resource!, Of(database, First, Second, Broken.Replace(" / 0", "", StringComparison.Ordinal))));
        Assert.Equal("003", mended.Outputs["currentVersion"]?.AsText());
        Assert.Equal("failed", (await session.ApplyAsync(Session.Create("postgres:migration", "broken", Of(database, Broken).Replace("\"migrations\"", "\"table\": \"h\", \"migrations\"", StringComparison.Ordinal)))).Outcome);
    }

    [Fact]
    public async Task Migrations_RunAsARole_OrOutsideATransaction()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (database, role) = (await PrepareAsync(backend), backend.Name("app"));
        await backend.SqlAsync($"CREATE ROLE {role}");
        await backend.SqlAsync($"CREATE SCHEMA app AUTHORIZATION {role}", database);

        await session.MadeAsync(Session.Create("postgres:migration", "m", $$"""
            { "database": "{{database}}", "runAs": "{{role}}", "migrations": [ { "version": "1", "sql": "CREATE TABLE app.a (id int)" },
              { "version": "2", "sql": "CREATE INDEX CONCURRENTLY a_id ON app.a (id)", "transactional": false } ] }
            """));

        Assert.Equal(role, await backend.SqlAsync("SELECT tableowner FROM pg_tables WHERE tablename = 'a'", database));
        Assert.Equal("1", await backend.SqlAsync("SELECT count(*) FROM pg_indexes WHERE indexname = 'a_id'", database));
        Assert.Equal("mciacc", await backend.SqlAsync("SELECT tableowner FROM pg_tables WHERE tablename = 'mciacc_migrations'", database));
    }

    [Fact]
    public async Task WhatWasForgottenByOthers_RunsAgain_AndATableOfOthersIsntUsed()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var database = await PrepareAsync(backend);
        await backend.SqlAsync("CREATE TABLE precious (id int)", database);
        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("postgres:migration", "m", Of(database, First).Replace("\"migrations\"", "\"table\": \"precious\", \"migrations\"", StringComparison.Ordinal))));

        var made = await session.MadeAsync(Session.Create("postgres:migration", "m", Of(database, First, Second)));
        await backend.SqlAsync("DELETE FROM mciacc_migrations WHERE version = '002'", database);
        Assert.Equal("update /migrations", await session.PlannedAsync(made, Of(database, First, Second)));
        await session.MadeAsync(Session.Update(made, Of(database, First, Second)));
        Assert.Equal("4", await backend.SqlAsync("SELECT count(*) FROM a", database));
    }

    private static string Of(string database, params string[] migrations) => $$"""{ "database": "{{database}}", "migrations": [ {{string.Join(", ", migrations)}} ] }""";

    private static async Task<string> PrepareAsync(Backend backend)
    {
        var database = backend.Name("db");
        await backend.SqlAsync($"CREATE DATABASE {database}");
        return database;
    }
}
