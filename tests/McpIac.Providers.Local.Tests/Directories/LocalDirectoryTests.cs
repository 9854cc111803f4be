using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Directories;
using McpIac.Providers.Local.Files;
using McpIac.Providers.Local.Ownership;

namespace McpIac.Providers.Local.Tests.Directories;

public sealed class LocalDirectoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LocalDirectory directories;
    private readonly LocalFile files;

    public LocalDirectoryTests()
    {
        var claims = Claims.Open(null);
        var paths = new Paths(folder.Path, claims);
        (directories, files) = (new LocalDirectory(paths, claims), new LocalFile(paths, claims));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Directory_IsMadeWithItsParents_AndRemovedWithThem()
    {
        Assert.Equal(new DirectoryOutputs(folder["a/b"], "a/b"), directories.Create(new DirectoryProperties { Path = "a/b" }, "urn"));
        Assert.Equal(["a", "a/b"], folder.Content);

        Assert.True(directories.Delete("a/b", "urn"));
        Assert.Empty(folder.Content);
    }

    [Fact]
    public void Directory_ThatIsNotEmpty_IsInUse()
    {
        directories.Create(new DirectoryProperties { Path = "out" }, "urn");
        for (var i = 0; i < 7; i++) File.WriteAllText(folder[$"out/{i}"], "");

        var failure = Assert.Throws<ProviderException>(() => directories.Delete("out", "urn"));

        Assert.Equal("inUse", failure.Error.Code);
        Assert.Matches("^out still holds [0-6], [0-6], [0-6], [0-6], [0-6] and more$", failure.Error.Message);
        Assert.True(Directory.Exists(folder["out"]));
    }

    [Fact]
    public void Directory_ThatWasThere_IsUsedAndStays()
    {
        Directory.CreateDirectory(folder["out"]);
        directories.Create(new DirectoryProperties { Path = "out" }, "urn");

        Assert.False(directories.Delete("out", "urn"));
        Assert.Equal(["out"], folder.Content);
    }

    [Fact]
    public void Directory_MadeForAFileFirst_BecomesTheResources()
    {
        files.Create(new FileProperties { Path = "out/page", Content = "x" }, "file");
        directories.Create(new DirectoryProperties { Path = "out" }, "directory");
        files.Delete("out/page", "file");

        Assert.Equal(["out"], folder.Content);
        Assert.True(directories.Delete("out", "directory"));
        Assert.Empty(folder.Content);
    }

    [Fact]
    public void Mode_IsSetAndRead()
    {
        if (OperatingSystem.IsWindows()) return;
        directories.Create(new DirectoryProperties { Path = "out", Mode = "750" }, "urn");
        directories.Update(new DirectoryProperties { Path = "out", Mode = "700" });

        Assert.Equal("700", directories.Read(new DirectoryProperties { Path = "out", Mode = "750" })?.Mode);
    }

    [Fact]
    public void Directory_WhereAFileIs_IsRefused()
    {
        File.WriteAllText(folder["out"], "");

        Assert.Equal("out is a file", Assert.Throws<ProviderException>(() => directories.Create(new DirectoryProperties { Path = "out" }, "urn")).Error.Message);
        Assert.Null(directories.Read(new DirectoryProperties { Path = "out" }));
    }

    [Fact]
    public void Directory_OfAnotherResource_IsRefused()
    {
        directories.Create(new DirectoryProperties { Path = "out" }, "urn");

        Assert.Equal("out was made by urn", Assert.Throws<ProviderException>(() => directories.Create(new DirectoryProperties { Path = "out/" }, "other")).Error.Message.Replace("out/", "out"));
    }
}
