using System.Diagnostics;
using CsCheck;
using McpIac.Plans.Journals;
using McpIac.State.Journals;

namespace McpIac.State.Tests.Journals;

public sealed class StateProblemTests
{
    [Fact]
    public void AFileOfANewerFormat_IsMCI5001_AndStaysAsItIs()
    {
        using var file = new StateFile().Filled();
        file.Run("PRAGMA user_version = 9");
        Assert.Equal($"The state file {file.Path} was written by a newer mciacc (format 9; this one knows 1).", file.Problem() is { Id: "MCI5001" } p ? p.Message : "");
        file.Run("PRAGMA user_version = 1");
        using var journal = file.Open();
        Assert.Equal(4, journal.Read().Serial);
    }

    [Fact]
    public void RandomBytes_AreMCI5002() => Gen.Byte.Array[100, 9000].Sample(bytes =>
    {
        using var file = new StateFile();
        File.WriteAllBytes(file.Path, bytes);
        Assert.Equal("MCI5002", file.Problem().Id);
        Assert.Equal(bytes, File.ReadAllBytes(file.Path));
    }, iter: 20, threads: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(4096)]
    [InlineData(10_000)]
    public void ATruncatedFile_IsMCI5002(int length)
    {
        using var file = new StateFile().Filled();
        using (var stream = File.OpenWrite(file.Path)) stream.SetLength(length);
        Assert.Equal("MCI5002", file.Problem().Id);
    }

    [Fact]
    public void AForeignDatabase_IsMCI5002_AndGetsNoTables()
    {
        using var file = new StateFile();
        file.Run("CREATE TABLE customers(name TEXT)");
        Assert.Equal($"The state file {file.Path} is damaged: it is empty or isn't a state file.", file.Problem().Message);
        file.Run("CREATE TABLE journal(x)");
    }

    [Theory]
    [InlineData("UPDATE resource SET body = '{}'")]
    [InlineData("UPDATE resource SET body = 'null'")]
    [InlineData("UPDATE resource SET body = '{\"urn\":'")]
    [InlineData("UPDATE resource SET body = x'00ff'")]
    [InlineData("UPDATE pending SET body = '{\"key\":\"k\"}'")]
    [InlineData("UPDATE output SET body = '['")]
    [InlineData("DROP TABLE pending; CREATE TABLE pending(deployment, key, serial, body); INSERT INTO pending VALUES('shop', 'k', 1, NULL)")]
    public void ARowOfTheWrongShape_IsMCI5002(string damage)
    {
        using var file = new StateFile().Filled();
        file.Run(damage);
        Assert.Equal("MCI5002", file.Problem().Id);
    }

    [Theory]
    [InlineData("UPDATE journal SET kind = 'teleported'")]
    [InlineData("UPDATE journal SET body = '{}'")]
    [InlineData("UPDATE journal SET at = 'yesterday'")]
    public void AnEntryOfTheWrongShape_IsMCI5002_WhenTheHistoryIsRead(string damage)
    {
        using var file = new StateFile().Filled();
        file.Run(damage);
        using var journal = file.OpenRead();
        Assert.Equal("MCI5002", Assert.Throws<JournalException>(() => journal.History(10)).Problem.Id);
    }

    [Fact]
    public void AFolderThatCantBeMade_IsMCI5003()
    {
        using var file = new StateFile();
        File.WriteAllText(Path.Combine(file.Folder, "occupied"), "");
        var (journal, problem) = SqliteJournal.Open(Path.Combine(file.Folder, "occupied", "state.db"), "shop", TimeProvider.System);
        Assert.Null(journal);
        Assert.Equal("MCI5003", problem!.Id);
    }

    [Fact]
    public void AReadOnlyFolder_IsMCI5003_ForWriting()
    {
        if (OperatingSystem.IsWindows()) return;

        // Root may write everywhere but where the system itself forbids it.
        using var file = new StateFile();
        var folder = Environment.IsPrivilegedProcess ? "/proc/mciacc" : Path.Combine(file.Folder, "locked");
        if (!Environment.IsPrivilegedProcess) Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var (journal, problem) = SqliteJournal.Open(Path.Combine(folder, "state.db"), "shop", TimeProvider.System);
        Assert.Null(journal);
        Assert.Equal("MCI5003", problem!.Id);
        Assert.NotNull(problem.Remedy);
    }

    [Fact]
    public void AFolderInTheFilesPlace_IsMCI5003()
    {
        using var file = new StateFile();
        Directory.CreateDirectory(file.Path);
        Assert.Equal("MCI5003", SqliteJournal.Open(file.Path, "shop", TimeProvider.System).Problem?.Id);
    }

    [Fact]
    public void AHeldState_IsMCI5004_AndNamesItsHolder()
    {
        using var file = new StateFile();
        using (file.Open())
        {
            var (journal, problem) = SqliteJournal.Open(file.Path, "shop", TimeProvider.System);
            Assert.Null(journal);
            Assert.Equal("MCI5004", problem!.Id);
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}, since ", problem.Message, StringComparison.Ordinal);
        }

        using var again = file.Open();
    }

    [Fact]
    public void ALockOfAnotherProcess_HoldsUntilThatIsKilled()
    {
        if (OperatingSystem.IsWindows()) return;
        using var file = new StateFile().Filled();
        var info = new ProcessStartInfo("flock") { ArgumentList = { "--no-fork", Path.ChangeExtension(file.Path, ".lock"), "sh", "-c", "echo held; exec sleep 1000" }, RedirectStandardOutput = true };
        using var holder = Process.Start(info)!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        Assert.Equal("MCI5004", SqliteJournal.Open(file.Path, "shop", TimeProvider.System).Problem?.Id);
        holder.Kill(entireProcessTree: true);
        holder.WaitForExit();
        using var journal = file.Open();
        Assert.Equal(4, journal.Read().Serial);
    }

    [Fact]
    public void AFullDisk_IsReported_AndLosesNothing()
    {
        using var file = new StateFile().Filled();
        using var journal = file.Open();
        file.Run("CREATE TRIGGER full BEFORE INSERT ON journal WHEN new.kind = 'runEnded' BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        var problem = Assert.Throws<JournalException>(() => journal.Append(new RunStarted("r", "apply"), new RunEnded("r", "failed"))).Problem;
        Assert.Equal("MCI5003", problem.Id);
        Assert.Equal($"The state file {file.Path} can't be read or written: database or disk is full.", problem.Message);
        Assert.Equal(4, journal.Read().Serial);

        file.Run("DROP TRIGGER full");
        journal.Append(new RunStarted("r", "apply"), new RunEnded("r", "failed"));
        using var reader = file.OpenRead();
        Assert.Equal(6, reader.Read().Serial);
        Assert.Equal("vpc-1", reader.Read().Resources[StateFile.Urn].Id);
    }
}
