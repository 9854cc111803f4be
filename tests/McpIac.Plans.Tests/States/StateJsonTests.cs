using System.Reflection;
using CsCheck;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;

namespace McpIac.Plans.Tests.States;

public sealed class StateJsonTests
{
    private static readonly ResourceState Page = new(
        "shop/t/page", "t", "page", "p", "1", Datum.MapOf([new("content", Datum.Of("a\0b")), new("secret", Fingerprints.Of("u", Datum.Of("x")))]), Datum.MapOf([new("id", Datum.Of("1"))]), "e",
        Datum.Of(7), ["shop/t/b"], [new DeposedResource("0", Datum.EmptyMap, Datum.EmptyMap, null, null, [], 1, 2, 3, null, "q", null, true)], 4, 5, true,
        Datum.MapOf([new("protect", Datum.True)]), "shop/t/origin", Datum.EmptyMap, Tainted: true, Protected: true);

    private static readonly DeploymentState Full = new(
        "shop", 9, new Dictionary<string, ResourceState> { [Page.Urn] = Page, ["shop/t/a"] = Page with { Urn = "shop/t/a", Name = "a", Etag = null, Deposed = [] } },
        new Dictionary<string, Datum> { ["url"] = Datum.Of("https://x/"), ["big"] = DatumReader.Read("12345678901234567890.10").Value! },
        [new PendingIntent("k2", "update", "shop/t/a", "t", "a", "p", "1", Datum.EmptyMap, ["b"], true, Datum.EmptyMap, "o"), new PendingIntent("k1", "create", "shop/t/c", "t", "c", "p", null, null, [], false)]);

    [Fact]
    public void AState_IsReadBackAsItWas()
    {
        var text = StateJson.Write(Full);
        var (state, problem) = StateJson.Read(text);
        Assert.Null(problem);
        Assert.Equal(text, StateJson.Write(state!));
        Assert.Equal(["k2", "k1"], state!.Pending.Select(p => p.Key));
        Assert.True(state.Resources[Page.Urn] is { Tainted: true, Protected: true, Incomplete: true, Origin: "shop/t/origin" });
        Assert.Equal(Full.Outputs["big"], state.Outputs["big"]);
        Assert.Equal(text, StateJson.Write(Full with { Resources = Full.Resources.Reverse().ToDictionary() }));
    }

    [Fact]
    public void AnyChange_IsNoticed() => Gen.Select(Gen.Int[0, StateJson.Write(Full).Length - 2], Gen.Char[' ', '~']).Sample((at, with) =>
    {
        var text = StateJson.Write(Full);
        var changed = string.Concat(text.AsSpan(0, at), [with], text.AsSpan(at + 1));
        if (char.IsWhiteSpace(text[at]) || char.IsWhiteSpace(with)) return;
        var (state, problem) = StateJson.Read(changed);
        Assert.True(state is null && problem is not null || StateJson.Write(state!) == text, changed);
    });

    [Theory]
    [InlineData("", "it is no JSON")]
    [InlineData("[]", "it isn't what 'mciacc state export' writes")]
    [InlineData("{\"format\":\"mciacc-state\"}", "it has no version")]
    [InlineData("{\"format\":\"mciacc-state\",\"version\":2}", "its version is 2, and this mciacc knows 1")]
    [InlineData("{\"format\":\"mciacc-state\",\"version\":1}", "its digest doesn't fit its content")]
    public void WhatIsNoState_IsSaid(string text, string why) => Assert.StartsWith(why, StateJson.Read(text).Problem, StringComparison.Ordinal);

    [Fact]
    public void ThePublishedSchema_TakesWhatIsWritten()
    {
        var root = typeof(StateJsonTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;
        var file = Path.Combine(root, "schemas", "formats", "state.schema.json");
        var (format, problems) = JsonSchema.Compile(DatumReader.Read(File.ReadAllText(file)).Value!, new SchemaOptions { AssertFormats = true });
        Assert.Empty(problems);
        Assert.Empty(format.Validate(DatumReader.Read(StateJson.Write(Full)).Value!).Select(v => $"{v.Path} {v.Message}"));
        Assert.NotEmpty(format.Validate(DatumReader.Read(StateJson.Write(Full)).Value!.Without("digest")));
    }
}
