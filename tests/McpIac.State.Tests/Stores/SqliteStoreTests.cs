using McpIac.Plans.Journals;
using McpIac.State.Stores.Sqlite;

namespace McpIac.State.Tests.Stores;

public sealed class SqliteStoreTests : StoreContract
{
    private protected override TestStore New() => new StateFile();

    private protected override string Refusing => "CREATE TRIGGER full BEFORE INSERT ON journal WHEN new.kind = 'runEnded' BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END";

    [Fact]
    public void TheFile_IsItsOwnersAlone()
    {
        if (OperatingSystem.IsWindows()) return;
        using var file = new StateFile().Filled();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public void WithoutAWriter_NothingBesideTheFileIsNeeded()
    {
        using var file = new StateFile().Filled();
        File.Move(file.Path, file.Path + ".moved");
        foreach (var other in Directory.GetFiles(file.Folder).Where(f => !f.EndsWith(".moved", StringComparison.Ordinal))) File.Delete(other);
        File.Move(file.Path + ".moved", file.Path);
        using var journal = file.Open();
        Assert.Equal(4, journal.Read().Serial);
    }

    [Fact]
    public void WhatIsMadeReadyAhead_Works() => SqliteStore.Prepare();

    [Fact]
    public void Reading_CreatesNothing()
    {
        using var file = new StateFile();
        using (var journal = file.OpenRead()) Assert.Equal(0, journal.Read().Serial);
        Assert.Empty(Directory.EnumerateFileSystemEntries(file.Folder));
        var missing = Path.Combine(file.Folder, "nowhere", "state.db");
        Assert.NotNull(new SqliteStore(missing).OpenRead("shop").Journal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(missing)));
    }

    [Fact]
    public void TheOnlyDeployment_IsReadWithoutATrace_AndTakenWhenItIsOpenedForWriting()
    {
        using var file = new StateFile().Filled();
        var files = Directory.GetFiles(file.Folder);
        var (name, read) = Assert.NotNull(new SqliteStore(file.Path).ReadOnlyOne());
        using (read)
        {
            Assert.Equal(("shop", 4L), (name, read.Read().Serial));
            Assert.Equal(files, Directory.GetFiles(file.Folder));
            using var journal = file.Open(read: read);
            Assert.Same(read.Read(), journal.Read());
            journal.Append(new RunStarted("r9", "apply"));

            // What was written last is beside the file still.
            Assert.Null(new SqliteStore(file.Path).ReadOnlyOne());
        }

        using (var other = file.Open("other")) other.Append(TestStore.Intent("k9"));
        Assert.Null(new SqliteStore(file.Path).ReadOnlyOne());
        Assert.Null(new SqliteStore(file.Path + ".none").ReadOnlyOne());
        using var broken = new StateFile().Filled();
        broken.Run("UPDATE resource SET body = replace(body, 'vpc-1', 'vpc-2')");
        Assert.Null(new SqliteStore(broken.Path).ReadOnlyOne());
    }

    [Fact]
    public void OpeningForWriting_LeavesTheFileAsItIs_UntilSomethingIsWritten()
    {
        using var file = new StateFile().Filled();
        var before = File.ReadAllBytes(file.Path);
        using (file.Open()) { }
        Assert.Equal(before, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public void AFileOfFormat1_IsReadAsItIs_AndBroughtUpToDateForWriting()
    {
        using var file = new StateFile().Filled();
        file.Run("DROP INDEX journal_runs; ALTER TABLE journal DROP COLUMN sum; DROP TABLE deployment; DROP TABLE checkpoint; PRAGMA user_version = 1");
        using (var reader = file.OpenRead())
        {
            Assert.Equal(4, reader.Read().Serial);
            Assert.Equal(4, reader.History(10).Count);
            Assert.Equal(["shop"], file.Store.Deployments().Names);
        }

        using (var other = file.Open("blog")) other.Append(TestStore.Intent("k"));
        using (var writer = file.Open())
        {
            writer.Append(new RunStarted("r", "apply"));
            Assert.Equal("vpc-1", writer.Read().Resources[TestStore.Urn].Id);
        }

        Assert.Equal(["blog", "shop"], file.Store.Deployments().Names);
        using var reopened = file.OpenRead();
        Assert.Equal(5, reopened.Read().Serial);
        file.Run("UPDATE output SET body = '1'");
        Assert.Equal("MCI5002", file.Problem().Id);
    }
}
