using McpIac.State.Stores;
using McpIac.State.Stores.Sqlite;
using Microsoft.Data.Sqlite;

namespace McpIac.State.Tests.Stores;

/// <summary>A state file in a folder of its own.</summary>
internal sealed class StateFile : TestStore
{
    public StateFile() => Folder = Directory.CreateTempSubdirectory("mciacc-state-").FullName;

    public string Folder { get; }
    public string Path => System.IO.Path.Combine(Folder, "state.db");
    public override IStateStore Store => new SqliteStore(Path);

    public new StateFile Filled() => (StateFile)base.Filled();

    public override void Run(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override void Dispose() => Directory.Delete(Folder, recursive: true);
}
