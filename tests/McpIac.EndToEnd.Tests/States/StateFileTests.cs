using System.Buffers.Binary;
using McpIac.EndToEnd.Tests.Workspaces;

namespace McpIac.EndToEnd.Tests.States;

/// <summary>A state file that can't be used is said, whatever is asked of it, and is left as it is: what it knows might still be saved.</summary>
public sealed class StateFileTests(AppliedPage page) : IClassFixture<AppliedPage>
{
    private static readonly string[][] Commands =
        [["apply", "--yes"], ["plan"], ["destroy", "--yes"], ["output"]];

    public static TheoryData<string, string, string, Func<byte[], byte[]>> Damages => new()
    {
        { "newer", "MCI5001", "was written by a newer mciacc (format 99; this one knows 2).", Newer },
        { "garbage", "MCI5002", "is damaged: file is not a database.", _ => "garbage, and a lot of it"u8.ToArray() },
        { "cut", "MCI5002", "is damaged: ", whole => whole[..(whole.Length / 2)] },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public async Task AnUnusableStateFile_IsSaid_AndLeftAlone(string what, string id, string message, Func<byte[], byte[]> damage)
    {
        var workspace = page.Restored();
        var file = workspace.PathOf(".mciacc", "state.db");
        var damaged = damage(File.ReadAllBytes(file));
        File.WriteAllBytes(file, damaged);
        foreach (var command in Commands)
        {
            var refused = (await workspace.RunAsync([.. command, "--json"])).Exits(1);
            var problem = refused.Diagnostics.Single(d => d.Severity == "error");
            Assert.Equal(id, problem.Id);
            Assert.Contains(message, problem.Message, StringComparison.Ordinal);
            Assert.Contains(file, problem.Message, StringComparison.Ordinal);
            Assert.NotNull(problem.Remedy);
            Assert.True(damaged.AsSpan().SequenceEqual(File.ReadAllBytes(file)), $"{string.Join(' ', command)} changed the {what} file");
        }

        Assert.Equal("page", workspace.Read("out", "page.txt"));
    }

    [Fact]
    public async Task AFileWhereTheFolderShouldBe_IsSaid_AndKept()
    {
        var workspace = page.Restored();
        Directory.Delete(workspace.PathOf(".mciacc"), recursive: true);
        await File.WriteAllTextAsync(workspace.PathOf(".mciacc"), "mine", TestContext.Current.CancellationToken);
        var refused = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        Assert.Equal(["MCI5003"], refused.Diagnostics.Select(d => d.Id));
        Assert.Equal("mine", workspace.Read(".mciacc"));
        (await workspace.RunAsync("build")).Exits(0);
    }

    [Fact]
    public async Task AFolderThatMayNotBeWritten_IsSaid()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Permissions don't bind the superuser.");
        var workspace = page.Restored();
        var folder = new DirectoryInfo(workspace.PathOf(".mciacc"));
        var before = folder.UnixFileMode;
        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        try
        {
            var refused = (await workspace.RunAsync("destroy", "--yes", "--json")).Exits(1);
            Assert.Equal(["MCI5003"], refused.Diagnostics.Select(d => d.Id));
            Assert.Equal("page", workspace.Read("out", "page.txt"));
        }
        finally
        {
            folder.UnixFileMode = before;
        }
    }

    [Fact]
    public async Task ADamagedRecordOfAProvider_IsSaid_AndLeftAlone()
    {
        var workspace = page.Restored();
        var record = workspace.PathOf(".mciacc", "local.world.jsonl");
        await File.WriteAllTextAsync(record, "{\"type\":", TestContext.Current.CancellationToken);
        workspace.Edit("Content = \"page\"", "Content = \"another\"");
        var refused = (await workspace.RunAsync("apply", "--yes", "--json")).Exits(1);
        Assert.Equal(["MCI6201"], refused.Diagnostics.Select(d => d.Id));
        Assert.Equal(("{\"type\":", "page"), (File.ReadAllText(record), workspace.Read("out", "page.txt")));
    }

    // The number of the format stands at byte 60 of an SQLite file.
    private static byte[] Newer(byte[] file)
    {
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(60), 99);
        return file;
    }
}
