using System.Diagnostics;
using CsCheck;
using McpIac.Plans.Journals;
using McpIac.Plans.States;
using McpIac.State.Stores.Sqlite;

namespace McpIac.State.Tests.Stores;

public sealed class StateFileProblemTests
{
    [Fact]
    public void AFileOfANewerFormat_IsMCI5001_AndStaysAsItIs()
    {
        using var file = new StateFile().Filled();
        file.Run("PRAGMA user_version = 9");
        Assert.Equal($"The state file {file.Path} was written by a newer mciacc (format 9; this one knows 2).", file.Problem() is { Id: "MCI5001" } p ? p.Message : "");
        file.Run("PRAGMA user_version = 2");
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

    /// <summary>Any page may be unreadable: then the state is mended as it was, or what can't be is said and the file left alone.</summary>
    [Fact]
    public void AFileWithAnUnreadablePage_IsMendedAsItWas_OrLeftAlone()
    {
        using var original = new StateFile();
        using (var journal = original.Open())
        {
            foreach (var i in Enumerable.Range(0, 60)) journal.Append(TestStore.Intent($"k{i}"), new ResourceConfirmed($"k{i}", TestStore.Resource($"vpc-{i}", $"shop/t/{i % 20}") with { Dependencies = [] }));
        }

        using (original.OpenRead()) { }
        original.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        var whole = File.ReadAllBytes(original.Path);
        using var sound = original.OpenRead();
        var expected = StateJson.Write(sound.Read() with { Serial = 0 });
        var mended = 0;
        for (var page = 1; page < whole.Length / 4096; page++)
        {
            using var file = new StateFile();
            var damaged = whole.ToArray();
            Array.Fill(damaged, (byte)0xA5, page * 4096, 4096);
            File.WriteAllBytes(file.Path, damaged);
            var (damages, problem) = file.Store.Repair("shop", TimeProvider.System, mend: true);
            var isMended = problem is null && damages.All(d => !d.IsGrave || d.Remedy is not null);
            if (!isMended)
            {
                Assert.Equal(damaged, File.ReadAllBytes(file.Path));
                continue;
            }

            using var reader = file.OpenRead();
            Assert.Equal(expected, StateJson.Write(reader.Read() with { Serial = 0 }));
            mended++;
        }

        Assert.True(mended > whole.Length / 4096 / 2, $"{mended} of {whole.Length / 4096}");
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
    [InlineData("UPDATE resource SET body = x'00ff'")]
    [InlineData("DROP TABLE pending; CREATE TABLE pending(deployment, key, serial, body); INSERT INTO pending VALUES('shop', 'k', 1, NULL)")]
    public void ARowOfTheWrongShape_IsMCI5002(string damage)
    {
        using var file = new StateFile().Filled();
        file.Run(damage);
        Assert.Equal("MCI5002", file.Problem().Id);
    }

    [Fact]
    public void AFolderThatCantBeMade_IsMCI5003()
    {
        using var file = new StateFile();
        File.WriteAllText(Path.Combine(file.Folder, "occupied"), "");
        var (journal, problem) = new SqliteStore(Path.Combine(file.Folder, "occupied", "state.db")).Open("shop", TimeProvider.System);
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
        var (journal, problem) = new SqliteStore(Path.Combine(folder, "state.db")).Open("shop", TimeProvider.System);
        Assert.Null(journal);
        Assert.Equal("MCI5003", problem!.Id);
        Assert.NotNull(problem.Remedy);
    }

    [Fact]
    public void AFolderInTheFilesPlace_IsMCI5003()
    {
        using var file = new StateFile();
        Directory.CreateDirectory(file.Path);
        Assert.Equal("MCI5003", file.Store.Open("shop", TimeProvider.System).Problem?.Id);
    }

    [Fact]
    public void ALockOfAnotherProcess_HoldsUntilThatIsKilled()
    {
        if (OperatingSystem.IsWindows()) return;
        using var file = new StateFile().Filled();
        var info = new ProcessStartInfo("flock") { ArgumentList = { "--no-fork", Path.ChangeExtension(file.Path, ".lock"), "sh", "-c", "echo held; exec sleep 1000" }, RedirectStandardOutput = true };
        using var holder = Process.Start(info)!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        Assert.Equal("MCI5004", file.Store.Open("shop", TimeProvider.System).Problem?.Id);
        holder.Kill(entireProcessTree: true);
        holder.WaitForExit();
        using var journal = file.Open();
        Assert.Equal(4, journal.Read().Serial);
    }

}
