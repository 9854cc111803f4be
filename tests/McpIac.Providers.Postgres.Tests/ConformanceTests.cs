using McpIac.Conformance;
using McpIac.Conformance.Examples;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Postgres.Tests;

/// <summary>The conformance kit's checks on the real server.</summary>
public sealed class ConformanceTests
{
    [Fact]
    public async Task Postgres_ReachesTheLevelThatItClaims_InEveryTypeThatCanBeTried()
    {
        await using var backend = new Backend();
        var (database, reader, owner) = (backend.Name("db"), backend.Name("reader"), backend.Name("owner"));
        await backend.SqlAsync($"CREATE ROLE {reader}; CREATE ROLE {owner}");
        await backend.SqlAsync($"CREATE DATABASE {database}");
        await backend.SqlAsync("CREATE SCHEMA app; CREATE TABLE app.orders (id int); CREATE TABLE app.lines (id int)", database);
        TypeExamples Of(string create, string update, string? replace = null) => new(Read(create), Read(update), replace is null ? null : Read(replace));
        Datum Read(string json) => Session.Parse(json.Replace("DB", database, StringComparison.Ordinal).Replace("READER", reader, StringComparison.Ordinal)
            .Replace("OWNER", owner, StringComparison.Ordinal).Replace("{unique}", backend.Name("{unique}"), StringComparison.Ordinal));
        var examples = new Dictionary<string, TypeExamples>
        {
            ["postgres:role"] = Of("""{ "name": "{unique}", "connectionLimit": 3 }""", """{ "connectionLimit": 4, "createdb": true }"""),
            ["postgres:database"] = Of("""{ "name": "{unique}", "template": "template0", "lcCollate": "C", "lcCtype": "C" }""", """{ "connectionLimit": 5 }""", """{ "lcCtype": "POSIX", "name": "{unique}" }"""),
            ["postgres:schema"] = Of("""{ "database": "DB", "name": "s_{unique}" }""", """{ "owner": "OWNER" }""", """{ "database": "postgres", "name": "s_{unique}" }"""),
            ["postgres:extension"] = new(Skip: "an extension's name can't be made up"),
            ["postgres:grant"] = Of("""{ "database": "DB", "role": "READER", "objectType": "table", "schema": "app", "objects": ["orders"], "privileges": ["SELECT"] }""",
                """{ "privileges": ["SELECT", "INSERT"] }""", """{ "objects": ["lines"] }"""),
            ["postgres:defaultPrivileges"] = Of("""{ "database": "DB", "ownerRole": "OWNER", "role": "READER", "schema": "app", "objectType": "table", "privileges": ["SELECT"] }""",
                """{ "privileges": ["SELECT", "UPDATE"] }""", """{ "objectType": "sequence" }"""),
            ["postgres:table"] = Of("""{ "database": "DB", "name": "t_{unique}", "columns": [ { "name": "id", "type": "int" } ] }""", """{ "comment": "changed" }""", """{ "database": "postgres", "name": "t_{unique}" }"""),
            ["postgres:migration"] = Of("""{ "database": "DB", "table": "h_{unique}", "migrations": [ { "version": "1", "sql": "SELECT 1" } ] }""",
                """{ "migrations": [ { "version": "1", "sql": "SELECT 1" }, { "version": "2", "sql": "SELECT 2" } ] }""", """{ "table": "g_{unique}" }"""),
        };
        await using var server = PostgresProvider.Create(backend.Variable, null);

        var report = await ProviderConformance.RunAsync(server.ConnectInMemory(), new ConformanceOptions(examples), TestContext.Current.CancellationToken);

        Assert.True(report.Reaches(4), report.ToString());
        Assert.All(report.Types, t => Assert.Equal(t.Type == "postgres:extension" ? null : 4, t.Level));
    }
}
