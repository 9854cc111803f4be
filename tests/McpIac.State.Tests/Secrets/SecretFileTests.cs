using System.Text;
using CsCheck;
using McpIac.State.Secrets;

namespace McpIac.State.Tests.Secrets;

public sealed class SecretFileTests
{
    // A key file's key is derived at once; a passphrase's takes long on purpose.
    private static readonly SecretKey Recipe = SecretKey.New(SecretKey.KeyFile);
    private static readonly byte[] Key = Recipe.Derive("the content of a key file, which is long"u8);

    [Fact]
    public void WhatIsKept_ReadsBack_AndStandsNowhereInTheText() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.String[8, 200]).Array[0, 6].Sample(secrets =>
        {
            var file = SecretFile.New(Recipe, Key);
            foreach (var (name, value) in secrets) file = file.With(Key, "", name, value);
            var text = file.Write();
            var read = SecretFile.Read(text)!;
            Assert.Equal(text, read.Write());
            foreach (var (name, value) in secrets.Reverse().DistinctBy(s => s.Item1))
            {
                Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value)), read.Get(Key, "", name));
                Assert.DoesNotContain(value, text, StringComparison.Ordinal);
            }
        }, iter: 200);

    [Fact]
    public void ASecret_BelongsToItsEnvironmentAndName()
    {
        var file = SecretFile.New(Recipe, Key).With(Key, "", "a", "common").With(Key, "prod", "a", "hunter22").With(Key, "", "b", "other");
        Assert.Equal(("common", "hunter22", null), (file.Get(Key, "", "a"), file.Get(Key, "prod", "a"), file.Get(Key, "dev", "a")));
        Assert.Equal([("", "a"), ("", "b"), ("prod", "a")], file.Names);
        Assert.False(file.Without("prod", "a").Has("prod", "a"));

        // Whoever may write the file, and not read it, can't put one secret in another's place.
        string[] lines = file.Write().Split('\n');
        var (a, b) = (Array.FindIndex(lines, l => l.Contains("\"a\"", StringComparison.Ordinal)), Array.FindIndex(lines, l => l.Contains("\"b\"", StringComparison.Ordinal)));
        (lines[a], lines[b]) = (lines[b].Replace("\"b\"", "\"a\"", StringComparison.Ordinal) + ",", lines[a].Replace("\"a\"", "\"b\"", StringComparison.Ordinal).TrimEnd(','));
        var swapped = SecretFile.Read(string.Join('\n', lines))!;
        Assert.Equal((null, null, "hunter22"), (swapped.Get(Key, "", "a"), swapped.Get(Key, "", "b"), swapped.Get(Key, "prod", "a")));
    }

    [Fact]
    public void AnotherKey_OpensNothing_AndARotatedFileTheNewOneOnly()
    {
        var recipe = SecretKey.New(SecretKey.KeyFile);
        var other = recipe.Derive("the content of another key file, as long"u8);
        var file = SecretFile.New(Recipe, Key).With(Key, "", "a", "hunter22");
        Assert.Equal((true, false, null), (file.Opens(Key), file.Opens(other), file.Get(other, "", "a")));
        var rotated = file.Rekeyed(Key, recipe, other)!;
        Assert.Equal((false, true, "hunter22"), (rotated.Opens(Key), rotated.Opens(other), rotated.Get(other, "", "a")));
        Assert.Null(file.Rekeyed(other, recipe, Key));
    }

    [Fact]
    public void APassphrase_IsStretched_EachFileByItsOwnSalt()
    {
        var recipe = SecretKey.New(SecretKey.Passphrase);
        Assert.True(recipe.Iterations >= 600_000);
        Assert.NotEqual(recipe.Salt, SecretKey.New(SecretKey.Passphrase).Salt);
        var key = recipe.Derive("correct horse"u8);
        Assert.Equal(32, key.Length);
        Assert.Equal(key, SecretKey.FromDatum(recipe.ToDatum())!.Derive("correct horse"u8));
        Assert.NotEqual(key, recipe.Derive("correct horsf"u8));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{ "mciacc": 2 }""")]
    [InlineData("""{ "mciacc": 1, "key": { "kind": "passphrase", "kdf": "pbkdf2-sha256", "iterations": 1, "salt": "AAAAAAAAAAAAAAAAAAAAAA==" }, "check": "" }""")]
    [InlineData("""{ "mciacc": 1, "key": { "kind": "keyFile", "salt": "AAAA" }, "check": "" }""")]
    [InlineData("""{ "mciacc": 1, "key": { "kind": "keyFile", "salt": "AAAAAAAAAAAAAAAAAAAAAA==" }, "check": "", "secrets": { "a": "not base64" } }""")]
    public void AFileThatIsNone_IsRefused(string text) => Assert.Null(SecretFile.Read(text));

    [Fact]
    public void AGeneratedSecret_HasItsLength_AndIsNoOtherOne()
    {
        Assert.Matches("^[A-Za-z0-9_-]{24}$", GeneratedSecret.Of(24));
        Assert.NotEqual(GeneratedSecret.Of(32), GeneratedSecret.Of(32));
    }
}
