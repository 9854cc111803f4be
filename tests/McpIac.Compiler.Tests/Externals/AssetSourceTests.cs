using System.IO.Compression;
using McpIac.Compiler.Externals;
using McpIac.Dsl.Expressions;

namespace McpIac.Compiler.Tests.Externals;

public sealed class AssetSourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mciacc-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AFile_IsItsTextItsBytesItsPathAndItsHash()
    {
        Put("a.txt", "hällo");
        Assert.Equal("hällo", await FoundAsync("asset", "a.txt"));
        Assert.Equal("aMOkbGxv", await FoundAsync("asset", "a.txt", "base64"));
        Assert.Equal(Path.Combine(folder, "a.txt"), await FoundAsync("asset", "a.txt", "path"));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("hällo"u8)), await FoundAsync("asset", "a.txt", "sha256"));
    }

    [Fact]
    public async Task AnArchive_IsTheSameForTheSameFiles_WhateverTheirTimes()
    {
        Put("site/index.html", "<p>");
        Put("site/css/a.css", "a {}");
        Put("site/.git/HEAD", "ref");
        var first = await FoundAsync("archive", "site", "base64");
        File.SetLastWriteTimeUtc(Path.Combine(folder, "site", "index.html"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(first, await FoundAsync("archive", "site"));
        using var zip = new ZipArchive(new MemoryStream(Convert.FromBase64String(first)));
        Assert.Equal(["css/a.css", "index.html"], zip.Entries.Select(e => e.FullName));
        Assert.Equal(Convert.FromBase64String(first), await File.ReadAllBytesAsync(await FoundAsync("archive", "site", "path"), TestContext.Current.CancellationToken));
        Put("site/index.html", "<b>");
        Assert.NotEqual(first, await FoundAsync("archive", "site", "base64"));
    }

    [Fact]
    public async Task WhatCantBeUsed_IsReported()
    {
        File.WriteAllBytes(Path.Combine(folder, "raw"), [0xFF, 0xFE, 0x00]);
        File.WriteAllBytes(Path.Combine(folder, "large"), new byte[5 * 1024 * 1024]);
        Put("site/a", "a");
        Assert.Equal("MCI1275 There is no file none.", await ProblemAsync("asset", "none"));
        Assert.Equal("MCI1275 There is no file a\0b.", await ProblemAsync("asset", "a\0b"));
        Assert.Equal("MCI1275 There is no folder raw.", await ProblemAsync("archive", "raw"));
        Assert.Equal("MCI1275 The path /etc/hosts isn't relative to the program's folder, so the program would be of this machine alone.", await ProblemAsync("asset", "/etc/hosts"));
        Assert.Equal("MCI1276 raw is no text in UTF-8.", await ProblemAsync("asset", "raw"));
        Assert.Equal("MCI1276 site is an archive, which is no text.", await ProblemAsync("archive", "site", "text"));
        Assert.Equal("MCI1276 large is larger than 4 MiB, too large to stand in a plan.", await ProblemAsync("asset", "large"));
        Assert.Equal(64, (await FoundAsync("asset", "large", "sha256")).Length);
        Assert.Equal((null, null), await Source(checkOnly: true).FindAsync(new External("asset", ["raw"]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AFile_ThatIsChangedOrGone_AfterItWasRead_IsNoticed()
    {
        Put("a", "1");
        Put("b", "1");
        var source = Source();
        foreach (var name in new[] { "a", "b" }) await source.FindAsync(new External("asset", [name]), TestContext.Current.CancellationToken);
        Assert.Empty(source.Changed());
        Put("a", "2");
        File.Delete(Path.Combine(folder, "b"));
        Assert.Equal(["MCI4070 a was changed since the plan was made.", "MCI4070 b was changed since the plan was made."], source.Changed().Select(d => $"{d.Id} {d.Message}"));
    }

    private AssetSource Source(bool checkOnly = false) => new(folder, Path.Combine(folder, "archives"), checkOnly);

    private void Put(string name, string content)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    private async Task<string> FoundAsync(string kind, params string[] path)
    {
        var (value, problem) = await Source().FindAsync(new External(kind, [.. path]), TestContext.Current.CancellationToken);
        Assert.Null(problem);
        return Assert.IsType<Literal>(value).Value.AsText()!;
    }

    private async Task<string> ProblemAsync(string kind, params string[] path)
    {
        var (_, problem) = await Source().FindAsync(new External(kind, [.. path]), TestContext.Current.CancellationToken);
        return $"{problem!.Id} {problem.Message}";
    }
}
