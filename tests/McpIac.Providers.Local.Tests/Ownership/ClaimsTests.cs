using McpIac.Providers.Local.Ownership;

namespace McpIac.Providers.Local.Tests.Ownership;

public sealed class ClaimsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Claims_AreThereAfterReopening_AndTheirFileGoesWithTheLast()
    {
        var claims = Claims.Open(folder["state/claims"]);
        claims.Claim("/a", "urn-1");
        claims.Claim("/b", "urn-2");
        claims.Claim("/b", "urn-3");
        claims.Release("/a");

        var again = Claims.Open(folder["state/claims"]);
        Assert.Null(again.OwnerOf("/a"));
        Assert.Equal("urn-3", again.OwnerOf("/b"));
        again.Release("/b");

        Assert.False(File.Exists(folder["state/claims"]));
    }

    [Fact]
    public void Line_CutOffByACrash_IsNoClaim()
    {
        Claims.Open(folder["claims"]).Claim("/a", "urn-1");
        File.AppendAllText(folder["claims"], "{\"Path\":\"/b\",\"Ow");

        var claims = Claims.Open(folder["claims"]);

        Assert.Equal("urn-1", claims.OwnerOf("/a"));
        Assert.Null(claims.OwnerOf("/b"));
        claims.Claim("/c", "urn-2");
        Assert.Equal("urn-2", Claims.Open(folder["claims"]).OwnerOf("/c"));
    }

    [Fact]
    public void WhatCantBeWritten_IsNoClaim_AndNoRelease()
    {
        File.WriteAllText(folder["occupied"], "");
        var claims = Claims.Open(folder["occupied/claims"]);
        Assert.ThrowsAny<IOException>(() => claims.Claim("/a", "urn-1"));
        Assert.Null(claims.OwnerOf("/a"));

        File.Delete(folder["occupied"]);
        claims.Claim("/a", "urn-1");
        claims.Claim("/b", "urn-2");
        Directory.Delete(folder["occupied"], recursive: true);
        File.WriteAllText(folder["occupied"], "");
        Assert.ThrowsAny<IOException>(() => claims.Release("/a"));
        Assert.Equal("urn-1", claims.OwnerOf("/a"));
    }
}
