using McpIac.Schemas.Protocol;
using Npgsql;

namespace McpIac.Providers.Postgres.Tests.Databases;

public sealed class DatabaseTests
{
    [Fact]
    public async Task Database_IsMadeReadChangedRenamedAndDeleted()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (name, other, owner) = (backend.Name("shop"), backend.Name("store"), backend.Name("owner"));
        await backend.SqlAsync($"CREATE ROLE {owner}");
        var asked = $$"""{ "name": "{{name}}", "owner": "{{owner}}", "template": "template0", "encoding": "utf8", "lcCollate": "C", "lcCtype": "C", "connectionLimit": 9 }""";
        var made = await session.MadeAsync(Session.Create("postgres:database", "shop", asked));

        Assert.Equal(owner, await backend.SqlAsync($"SELECT r.rolname FROM pg_database d JOIN pg_roles r ON r.oid = datdba WHERE datname = '{name}'"));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        Assert.Equal("replace /lcCtype", await session.PlannedAsync(made, asked.Replace("\"lcCtype\": \"C\"", "\"lcCtype\": \"POSIX\"", StringComparison.Ordinal)));
        await backend.SqlAsync($"ALTER DATABASE {name} CONNECTION LIMIT 1");
        Assert.Equal("update /connectionLimit", await session.PlannedAsync(made, asked));

        var renamed = await session.MadeAsync(Session.Update(made, asked.Replace(name, other, StringComparison.Ordinal)));
        Assert.Equal((made.Id, other), (renamed.Id, renamed.Outputs["name"]?.AsText()));
        Assert.Equal("9", await backend.SqlAsync($"SELECT datconnlimit FROM pg_database WHERE datname = '{other}'"));
        await session.GoneAsync(Session.Delete(renamed));
        Assert.Equal("0", await backend.SqlAsync($"SELECT count(*) FROM pg_database WHERE datname IN ('{name}', '{other}')"));
    }

    [Fact]
    public async Task WhatIsLeftToTheServer_IsToldByThePlan_AndIsWhatIsMade()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("plain");
        var create = Session.Create("postgres:database", "plain", $$"""{ "name": "{{name}}" }""");
        var plan = (await session.CallAsync<PlanData>("planDeployment", new PlanArguments("test", Changes: [create]))).Data!.Changes.Single();
        var made = await session.MadeAsync(create);

        string[] filled = ["owner", "encoding", "lcCollate", "lcCtype"];
        Assert.All(filled, f => Assert.Equal(plan.Properties![f], made.Properties[f]));
        Assert.Equal(await backend.SqlAsync("SELECT current_user"), plan.Properties!["owner"]?.AsText());
        Assert.Equal(await backend.SqlAsync("SELECT datcollate FROM pg_database WHERE datname = 'template1'"), plan.Properties!["lcCollate"]?.AsText());

        // What was left to the server stays what it is, whoever asks.
        var owner = backend.Name("other");
        await backend.SqlAsync($"CREATE ROLE {owner}");
        await backend.SqlAsync($"ALTER DATABASE {name} OWNER TO {owner}");
        Assert.Equal("noop", await session.PlannedAsync(made, $$"""{ "name": "{{name}}" }"""));
        await session.GoneAsync(Session.Delete(made));
    }

    [Fact]
    public async Task DatabaseThatIsUsed_IsntDeleted_UnlessForced()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("busy");
        var made = await session.MadeAsync(Session.Create("postgres:database", "busy", $$"""{ "name": "{{name}}" }"""));
        await using var somebody = new NpgsqlConnection(backend.ConnectionString(name));
        await somebody.OpenAsync(TestContext.Current.CancellationToken);

        Assert.Equal("inUse", await session.RefusedAsync(Session.Delete(made)));
        var forced = await session.MadeAsync(Session.Update(made, $$"""{ "name": "{{name}}", "forceDrop": true }"""));
        await session.GoneAsync(Session.Delete(forced));
    }

    [Fact]
    public async Task DatabaseOfOthers_IsntTakenOver_AndNothingIsLeftOfTheAttempt()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("there");
        await backend.SqlAsync($"CREATE DATABASE {name}");

        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("postgres:database", "there", $$"""{ "name": "{{name}}" }""")));
        Assert.Equal("notFound", await session.RefusedAsync(Session.Create("postgres:database", "there", $$"""{ "name": "{{name}}2", "owner": "{{name}}" }""")));
    }

    [Fact]
    public async Task SchemasAndExtensions_AreMadeChangedAndDeleted_AndStayThroughARename()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (name, other) = (backend.Name("shop"), backend.Name("store"));
        var database = await session.MadeAsync(Session.Create("postgres:database", "shop", $$"""{ "name": "{{name}}" }"""));
        var asked = $$"""{ "database": "{{database.Id}}", "name": "app", "dropCascade": true }""";
        var schema = await session.MadeAsync(Session.Create("postgres:schema", "app", asked));
        var extension = await session.MadeAsync(Session.Create("postgres:extension", "pairs", $$"""{ "database": "{{database.Id}}", "name": "hstore", "schema": "app", "version": "1.4" }"""));
        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("postgres:schema", "again", $$"""{ "database": "{{name}}", "name": "app" }""")));

        extension = await session.MadeAsync(Session.Update(extension, $$"""{ "database": "{{database.Id}}", "name": "hstore", "schema": "public", "version": "1.6" }"""));
        Assert.Equal(("1.6", "public"), (extension.Outputs["version"]?.AsText(), extension.Outputs["schema"]?.AsText()));
        await session.MadeAsync(Session.Update(database, $$"""{ "name": "{{other}}" }"""));
        Assert.Equal("noop", await session.PlannedAsync(schema, asked));
        Assert.Equal(other, (await session.GetAsync(schema)).Outputs["database"]?.AsText());
        schema = await session.MadeAsync(Session.Update(schema, asked.Replace("\"app\"", "\"web\"", StringComparison.Ordinal)));
        await backend.SqlAsync("CREATE TABLE web.pages (id int)", other);
        await session.GoneAsync(Session.Delete(schema));
        Assert.Equal("", await backend.SqlAsync("SELECT nspname FROM pg_namespace WHERE nspname IN ('app', 'web')", other));
        await session.GoneAsync(Session.Delete(extension));

        // What was in a database that is gone is gone.
        await backend.SqlAsync($"DROP DATABASE {other} WITH (FORCE)");
        Assert.Equal("deleted", (await session.GetAsync(database)).State);
    }
}
