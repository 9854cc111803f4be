namespace McpIac.Providers.Postgres.Tests.Tables;

public sealed class TableTests
{
    [Fact]
    public async Task Table_IsMadeReadChangedAndDeleted_AndKeepsItsData()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var database = backend.Name("db");
        await backend.SqlAsync($"CREATE DATABASE {database}");
        await session.MadeAsync(Session.Create("postgres:table", "customers",
            $$"""{ "database": "{{database}}", "name": "customers", "columns": [ { "name": "id", "type": "bigserial" } ], "primaryKey": ["id"] }"""));
        var asked = $$"""
            { "database": "{{database}}", "name": "orders", "comment": "what was ordered", "primaryKey": ["id"], "columns": [
                { "name": "id", "type": "int8", "identity": "always" }, { "name": "customer", "type": "bigint", "nullable": false }, { "name": "amount", "type": "numeric(10,2)", "default": "0" },
                { "name": "at", "type": "timestamptz", "default": "now()" }, { "name": "twice", "type": "numeric", "generated": "amount * 2" } ],
              "unique": [ { "name": "orders_at", "columns": ["customer", "at"] } ],
              "foreignKeys": [ { "name": "orders_customer", "columns": ["customer"], "referencedTable": "customers", "referencedColumns": ["id"], "onDelete": "cascade" } ],
              "indexes": [ { "name": "orders_amount", "columns": ["amount"] } ] }
            """;
        var made = await session.MadeAsync(Session.Create("postgres:table", "orders", asked));
        Assert.Equal("public.orders", made.Outputs["qualifiedName"]?.AsText());
        Assert.Equal("noop", await session.PlannedAsync(made, asked));
        await backend.SqlAsync("INSERT INTO customers DEFAULT VALUES; INSERT INTO orders (customer, amount) VALUES (1, 12.5)", database);

        await backend.SqlAsync("ALTER TABLE orders ALTER COLUMN amount DROP DEFAULT; DROP INDEX orders_amount; COMMENT ON TABLE orders IS 'mine'", database);
        Assert.Equal("update /columns /comment /indexes", await session.PlannedAsync(made, asked));
        made = await session.MadeAsync(Session.Update(made, asked));
        Assert.Equal("noop", await session.PlannedAsync(made, asked));

        var other = asked.Replace("\"name\": \"orders\"", "\"name\": \"sales\"", StringComparison.Ordinal)
            .Replace("{ \"name\": \"amount\", \"type\": \"numeric(10,2)\", \"default\": \"0\" }", "{ \"name\": \"sum\", \"previousName\": \"amount\", \"type\": \"numeric(10,2)\", \"default\": \"0\" }", StringComparison.Ordinal)
            .Replace("amount * 2", "sum * 2", StringComparison.Ordinal).Replace("[\"amount\"]", "[\"sum\"]", StringComparison.Ordinal);
        Assert.Equal("unsupported", await session.RefusedAsync(Session.Update(made, other)));
        var without = other.Replace(", { \"name\": \"twice\", \"type\": \"numeric\", \"generated\": \"sum * 2\" }", ", { \"name\": \"note\", \"type\": \"varchar(20)\" }", StringComparison.Ordinal)
            .Replace("\"nullable\": false", "\"nullable\": true", StringComparison.Ordinal).Replace("cascade", "setNull", StringComparison.Ordinal);
        Assert.Equal("invalid", await session.RefusedAsync(Session.Update(made, without)));
        without = without.Replace("\"comment\"", "\"dropColumns\": true, \"comment\"", StringComparison.Ordinal);
        made = await session.MadeAsync(Session.Update(made, without));
        Assert.Equal("noop", await session.PlannedAsync(made, without));
        Assert.Equal("12.50", await backend.SqlAsync("SELECT sum FROM sales", database));
        var wider = without.Replace("varchar(20)", "text", StringComparison.Ordinal).Replace("numeric(10,2)", "numeric(12,3)", StringComparison.Ordinal);
        made = await session.MadeAsync(Session.Update(made, wider));
        Assert.Equal("noop", await session.PlannedAsync(made, wider));
        Assert.Equal("12.500", await backend.SqlAsync("SELECT sum FROM sales", database));

        await session.GoneAsync(Session.Delete(made));
        Assert.Equal("customers", await backend.SqlAsync("SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname = 'public'", database));
    }

    [Fact]
    public async Task WhatTheServerRefuses_IsSaidAndHadNoEffect()
    {
        await using var backend = new Backend();
        await using var session = await backend.StartAsync();
        var database = backend.Name("db");
        await backend.SqlAsync($"CREATE DATABASE {database}");
        await backend.SqlAsync("CREATE TABLE there (id int)", database);

        Assert.Equal("alreadyExists", await session.RefusedAsync(Session.Create("postgres:table", "there", $$"""{ "database": "{{database}}", "name": "there", "columns": [ { "name": "id", "type": "int" } ] }""")));
        Assert.Equal("notFound", await session.RefusedAsync(Session.Create("postgres:table", "odd", $$"""{ "database": "{{database}}", "name": "odd", "columns": [ { "name": "id", "type": "nosuchtype" } ] }""")));
        Assert.Equal("invalid", await session.RefusedAsync(Session.Create("postgres:table", "odd", $$"""{ "database": "{{database}}", "name": "odd", "columns": [ { "name": "id", "type": "int" } ], "primaryKey": ["id", ""] }""")));
        Assert.Equal("there", await backend.SqlAsync("SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname = 'public'", database));
    }
}
