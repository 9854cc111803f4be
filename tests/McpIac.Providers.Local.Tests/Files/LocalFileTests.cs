using McpIac.Providers.Handlers;
using McpIac.Providers.Local.Files;
using McpIac.Providers.Local.Ownership;

namespace McpIac.Providers.Local.Tests.Files;

public sealed class LocalFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LocalFile files;

    public LocalFileTests()
    {
        var claims = Claims.Open(null);
        files = new LocalFile(new Paths(folder.Path, claims), claims);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void File_InMissingDirectories_IsMadeWithThem_AndTakesThemAlongWhenItGoes()
    {
        var outputs = files.Create(new FileProperties { Path = "a/b/c.txt", Content = "häuser\n" }, "urn");

        Assert.Equal("häuser\n", File.ReadAllText(folder["a/b/c.txt"]));
        Assert.Equal(folder["a/b/c.txt"], outputs.Id);
        Assert.Equal("a/b/c.txt", outputs.Path);
        Assert.Equal(8, outputs.Size);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("häuser\n"u8)), outputs.Sha256);
        Assert.True(files.Delete("a/b/c.txt", "urn"));
        Assert.Empty(folder.Content);
    }

    [Fact]
    public void Directory_WithSomethingElseInIt_StaysUntilThatIsGone()
    {
        files.Create(new FileProperties { Path = "out/a", Content = "1" }, "urn-a");
        files.Create(new FileProperties { Path = "out/b", Content = "2" }, "urn-b");

        files.Delete("out/a", "urn-a");
        Assert.Equal(["out", "out/b"], folder.Content);
        files.Delete("out/b", "urn-b");
        Assert.Empty(folder.Content);
    }

    [Fact]
    public void Directory_ThatWasThere_Stays()
    {
        Directory.CreateDirectory(folder["out"]);
        files.Create(new FileProperties { Path = "out/a", Content = "1" }, "urn");
        files.Delete("out/a", "urn");

        Assert.Equal(["out"], folder.Content);
    }

    [Fact]
    public void File_ThatIsThereWithOtherContent_IsNotOverwritten()
    {
        File.WriteAllText(folder["mine.txt"], "precious");

        var failure = Assert.Throws<ProviderException>(() => files.Create(new FileProperties { Path = "mine.txt", Content = "new" }, "urn"));

        Assert.Equal(("alreadyExists", "mine.txt exists with other content and wasn't made by this deployment"), (failure.Error.Code, failure.Error.Message));
        Assert.Equal("precious", File.ReadAllText(folder["mine.txt"]));
    }

    [Fact]
    public void File_ThatIsThereWithThisContent_IsTakenOver_AndLeftBehind()
    {
        File.WriteAllText(folder["mine.txt"], "same");

        files.Create(new FileProperties { Path = "mine.txt", Content = "same" }, "urn");

        Assert.False(files.Delete("mine.txt", "urn"));
        Assert.Equal("same", File.ReadAllText(folder["mine.txt"]));
    }

    [Fact]
    public void File_OfAnInterruptedRun_IsOverwrittenByItsResource_AndByNoOther()
    {
        files.Create(new FileProperties { Path = "page", Content = "old" }, "urn");

        var failure = Assert.Throws<ProviderException>(() => files.Create(new FileProperties { Path = "page", Content = "old" }, "other"));
        files.Create(new FileProperties { Path = "page", Content = "new" }, "urn");

        Assert.Equal("page was made by urn", failure.Error.Message);
        Assert.Equal("new", File.ReadAllText(folder["page"]));
    }

    [Fact]
    public void Update_ReplacesTheContentInOneStep_AndKeepsTheMode()
    {
        files.Create(new FileProperties { Path = "page", Content = "old", Mode = "640" }, "urn");
        using var reader = File.OpenRead(folder["page"]);

        files.Update(new FileProperties { Path = "page", Content = "new and longer" }, "urn");

        Assert.Equal("old", new StreamReader(reader).ReadToEnd());
        Assert.Equal("new and longer", File.ReadAllText(folder["page"]));
        Assert.Equal(["page"], folder.Content);
        if (!OperatingSystem.IsWindows()) Assert.Equal("640", Modes.Format(File.GetUnixFileMode(folder["page"]), "640"));
    }

    [Theory]
    [InlineData("644", "644")]
    [InlineData("0755", "0755")]
    [InlineData("000", "000")]
    public void Mode_IsSetAsWritten_WhateverTheUmask(string mode, string expected)
    {
        if (OperatingSystem.IsWindows()) return;
        files.Create(new FileProperties { Path = "page", Content = "x", Mode = mode }, "urn");

        Assert.Equal(expected, Modes.Format(File.GetUnixFileMode(folder["page"]), mode));
    }

    [Fact]
    public void SensitiveContent_IsForItsOwnerAlone_AndHasNoHash()
    {
        var outputs = files.Create(new FileProperties { Path = "key", SensitiveContent = "hush" }, "urn");

        Assert.Null(outputs.Sha256);
        if (!OperatingSystem.IsWindows()) Assert.Equal("600", Modes.Format(File.GetUnixFileMode(folder["key"]), "600"));
        var read = files.Read(new FileProperties { Path = "key" }, sensitive: true);
        Assert.Equal("hush", read?.Properties.SensitiveContent);
        Assert.Null(read?.Properties.Content);
        Assert.Null(read?.Outputs.Sha256);
    }

    [Fact]
    public void Read_YieldsWhatIsReallyThere()
    {
        files.Create(new FileProperties { Path = "page", Content = "declared", Mode = "644" }, "urn");
        File.WriteAllText(folder["page"], "edited by hand");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder["page"], Modes.Parse("600"));

        var read = files.Read(new FileProperties { Path = "page", Content = "declared", Mode = "644" }, sensitive: false);

        Assert.Equal("edited by hand", read?.Properties.Content);
        if (!OperatingSystem.IsWindows()) Assert.Equal("600", read?.Properties.Mode);
        File.Delete(folder["page"]);
        Assert.Null(files.Read(new FileProperties { Path = "page" }, sensitive: false));
    }

    [Fact]
    public void Bytes_ComeBackAsTheyWere()
    {
        files.Create(new FileProperties { Path = "blob", ContentBase64 = "/wD+" }, "urn");

        Assert.Equal([0xff, 0x00, 0xfe], File.ReadAllBytes(folder["blob"]));
        Assert.Equal("/wD+", files.Read(new FileProperties { Path = "blob", ContentBase64 = "" }, sensitive: false)?.Properties.ContentBase64);
    }

    [Fact]
    public void Delete_OfAFileThatIsGone_Succeeds()
    {
        files.Create(new FileProperties { Path = "out/page", Content = "x" }, "urn");
        Directory.Delete(folder["out"], recursive: true);

        Assert.True(files.Delete("out/page", "urn"));
        Assert.True(files.Delete("never/was", "urn"));
    }

    [Fact]
    public void Path_BelowAFile_FailsAndLeavesNothing()
    {
        File.WriteAllText(folder["file"], "");

        Assert.Throws<ProviderException>(() => files.Create(new FileProperties { Path = "file/below/page", Content = "x" }, "urn"));
        Assert.Equal(["file"], folder.Content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void Path_ThatIsNone_IsInvalid(string path) =>
        Assert.Equal("invalid", Assert.Throws<ProviderException>(() => files.Create(new FileProperties { Path = path }, "urn")).Error.Code);

    [Fact]
    public void Path_OfADirectory_IsRefused()
    {
        Directory.CreateDirectory(folder["out"]);
        Assert.Equal("out is a directory", Assert.Throws<ProviderException>(() => files.Create(new FileProperties { Path = "out" }, "urn")).Error.Message);
    }
}
