using System.Text.Json;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Postgres.Tests.Roles;

public sealed class RoleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Role_IsMadeReadChangedRenamedAndDeleted()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (group, name, other) = (backend.Name("group"), backend.Name("app"), backend.Name("app2"));
        await session.MadeAsync(Session.Create("postgres:role", "group", $$"""{ "name": "{{group}}" }"""));
        var asked = $$"""
            { "name": "{{name}}", "login": true, "password": "hush-hush-1", "createdb": true, "memberOf": ["{{group}}"], "connectionLimit": 3, "validUntil": "2033-01-01T00:00:00+01:00", "config": { "search_path": "app,public", "statement_timeout": "5s" } }
            """;
        var made = await session.MadeAsync(Session.Create("postgres:role", "app", asked));

        Assert.Equal("app, public|5s", await backend.SqlAsync("SELECT current_setting('search_path') || '|' || current_setting('statement_timeout')", "postgres", name, "hush-hush-1"));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        Assert.StartsWith("SCRAM-SHA-256$", await backend.SqlAsync($"SELECT rolpassword FROM pg_authid WHERE rolname = '{name}'"), StringComparison.Ordinal);

        // What others change is drift.
        await backend.SqlAsync($"ALTER ROLE {name} NOCREATEDB CONNECTION LIMIT 7; REVOKE {group} FROM {name}; ALTER ROLE {name} RESET statement_timeout");
        Assert.Equal("update /config/statement_timeout /connectionLimit /createdb /memberOf", await session.PlannedAsync(made, asked));
        await session.MadeAsync(Session.Update(made, asked));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));

        var renamed = await session.MadeAsync(Session.Update(made, $$"""{ "name": "{{other}}", "login": true, "password": "hush-hush-2" }"""));
        Assert.Equal((made.Id, other), (renamed.Id, renamed.Outputs["name"]?.AsText()));
        Assert.Equal("1", await backend.SqlAsync("SELECT 1", "postgres", other, "hush-hush-2"));

        await session.GoneAsync(Session.Delete(renamed));
        Assert.Equal("0", await backend.SqlAsync($"SELECT count(*) FROM pg_roles WHERE rolname IN ('{name}', '{other}')"));
        Assert.Equal("deleted", (await session.GetAsync(renamed)).State);
    }

    [Fact]
    public async Task Password_IsInNoAnswerAndInNoFile()
    {
        await using var backend = new Backend();
        await using (var session = await backend.StartAsync(folder["world"]))
        {
            var made = await session.MadeAsync(Session.Create("postgres:role", "app", $$"""{ "name": "{{backend.Name("app")}}", "password": "hush-hush-1" }"""));
            Assert.DoesNotContain("hush", JsonSerializer.Serialize(new[] { made, await session.GetAsync(made) }, Wire.Options), StringComparison.Ordinal);
        }

        Assert.All(Directory.GetFiles(folder.Path), f => Assert.DoesNotContain("hush", File.ReadAllText(f), StringComparison.Ordinal));
    }

    [Fact]
    public async Task APasswordThatIsTakenAway_IsNoLongerGood()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("app");
        var made = await session.MadeAsync(Session.Create("postgres:role", "app", $$"""{ "name": "{{name}}", "login": true, "password": "Pässwörter" }"""));
        Assert.Equal("1", await backend.SqlAsync("SELECT 1", "postgres", name, "Pässwörter"));

        await session.MadeAsync(Session.Update(made, $$"""{ "name": "{{name}}", "login": true }"""));
        Assert.Equal("", await backend.SqlAsync($"SELECT rolpassword FROM pg_authid WHERE rolname = '{name}'"));
    }

    [Fact]
    public async Task RoleOfOthers_IsntTakenOver_ButCanBeImportedByItsName()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("there");
        await backend.SqlAsync($"CREATE ROLE {name} CREATEROLE");

        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("postgres:role", "there", $$"""{ "name": "{{name}}" }""")));
        var found = (await session.CallAsync<WireResource>("getResource", new GetArguments(Id: name, Type: "postgres:role"))).Data!;
        Assert.Equal((await backend.SqlAsync($"SELECT oid FROM pg_roles WHERE rolname = '{name}'"), true), (found.Id, found.Properties["createrole"]?.AsBoolean()));
        Assert.Contains((await session.CallAsync<ListData>("listResources", new ListArguments("postgres:role", Managed: false))).Data!.Resources, r => r.Id == found.Id);
    }

    [Fact]
    public async Task RoleThatOwnsSomething_LeavesItToTheConnectionsUser()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var (name, database) = (backend.Name("owner"), backend.Name("db"));
        await backend.SqlAsync($"CREATE DATABASE {database}");
        var made = await session.MadeAsync(Session.Create("postgres:role", "owner", $$"""{ "name": "{{name}}" }"""));
        await backend.SqlAsync($"CREATE TABLE kept (id int); ALTER TABLE kept OWNER TO {name}; CREATE TABLE granted (id int); GRANT SELECT ON granted TO {name}", database);

        await session.GoneAsync(Session.Delete(made));

        Assert.Equal("mciacc", await backend.SqlAsync("SELECT tableowner FROM pg_tables WHERE tablename = 'kept'", database));
    }

    [Fact]
    public async Task NamesOfAnyKind_AreNamesAndNothingElse()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var name = backend.Name("a\"; DROP ROLE x; -- é'\\");
        var made = await session.MadeAsync(Session.Create("postgres:role", "odd", Quoted(name)));

        Assert.Equal(name, made.Outputs["name"]?.AsText());
        Assert.Equal("noop", await session.PlannedAsync(made, Quoted(name)));
        await session.GoneAsync(Session.Delete(made));
        Assert.Equal("invalid", await session.RefusedAsync(Session.Create("postgres:role", "nul", Quoted(backend.Name("a\0b")))));
        Assert.Equal("invalid", await session.RefusedAsync(Session.Create("postgres:role", "long", Quoted(backend.Name(new string('é', 45))))));
    }

    private static string Quoted(string name) => $$"""{ "name": {{JsonSerializer.Serialize(name)}} }""";
}
