using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.State.Journals;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Tests.Journals;

/// <summary>A state file in a folder of its own, gone with the test.</summary>
internal sealed class StateFile : IDisposable
{
    public const string Urn = "shop/aws:vpc:vpc/main";

    public StateFile() => Folder = Directory.CreateTempSubdirectory("mciacc-state-").FullName;

    public string Folder { get; }
    public string Path => System.IO.Path.Combine(Folder, "state.db");

    public IJournal Open(string deployment = "shop") => Opened(SqliteJournal.Open(Path, deployment, TimeProvider.System));

    public IJournal OpenRead(string deployment = "shop") => Opened(SqliteJournal.OpenRead(Path, deployment));

    /// <summary>What opening for writing and opening for reading complain about; they must agree.</summary>
    public Diagnostic Problem()
    {
        var (writer, problem) = SqliteJournal.Open(Path, "shop", TimeProvider.System);
        Assert.Null(writer);
        var (reader, same) = SqliteJournal.OpenRead(Path, "shop");
        Assert.Null(reader);
        Assert.Equal(problem?.Id, same?.Id);
        return problem!;
    }

    public void Run(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A file with one resource, one output and one pending intent in it, closed.</summary>
    public StateFile Filled()
    {
        using var journal = Open();
        journal.Append(
            Intent("k1"), new ResourceConfirmed("k1", Resource("vpc-1")), Intent("k2", "update", "vpc-1"),
            new OutputsRecorded(new Dictionary<string, Datum> { ["url"] = Datum.Of("https://x/") }));
        return this;
    }

    public static ResourceState Resource(string id, string urn = Urn) => new(
        urn, "aws:vpc:vpc", "main", "aws", id, Datum.MapOf([new("cidrBlock", Datum.Of("10.0.0.0/16"))]),
        Datum.MapOf([new("id", Datum.Of(id))]), "etag-1", Datum.MapOf([new("token", Datum.Of(7))]), ["shop/a"], []);

    public static IntentRecorded Intent(string key, string action = "create", string? id = null, string urn = Urn) =>
        new(key, action, urn, "aws:vpc:vpc", "main", "aws", id, Datum.MapOf([new("cidrBlock", Datum.Of("10.0.0.0/16"))]), ["shop/a"]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static IJournal Opened((IJournal? Journal, Diagnostic? Problem) result)
    {
        Assert.Null(result.Problem);
        return result.Journal!;
    }
}
