using CsCheck;
using McpIac.Dsl.Expressions;
using McpIac.Plans.Drifts;
using McpIac.Plans.States;
using McpIac.Plans.Tests.Programs;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Tests.Drifts;

/// <summary>What is drift, and what is only said in other words.</summary>
public sealed class SightTests
{
    private static readonly HashSet<string> NoSecrets = [];
    private static readonly Schemas.Catalogs.ResourceType Backend = TestTypes.Catalog.Find("fw:haproxy:backend")!;
    private static readonly Schemas.Catalogs.ResourceType Instance = TestTypes.Catalog.Find("aws:ec2:instance")!;
    private static readonly Schemas.Catalogs.ResourceType Db = TestTypes.Catalog.Find("aws:rds:db")!;

    private static Datum Data(string json) => DatumReader.Read(json).Value!;

    private static ResourceState State(Schemas.Catalogs.ResourceType type, Datum inputs, Datum? seen = null, string outputs = "{}") =>
        new("shop/t/n", type.Token, "n", type.Provider, "id", inputs, Data(outputs), null, null, [], [], Seen: seen);

    private static string Drifts(Schemas.Catalogs.ResourceType type, string inputs, string now, string? seen = null) =>
        Sight.Compare(State(type, Data(inputs), seen is null ? null : Data(seen)), type, Data(now), null, null, null) is { } drift
            ? string.Join("; ", drift.Properties.Select(p => $"{p.Path}: {p.Before?.ToString() ?? "nothing"} → {p.After?.ToString() ?? "nothing"}")) : "";

    [Theory]
    [InlineData("""{"size":"large"}""", """{"size":"large"}""", "")]
    [InlineData("""{"size":"large"}""", """{"size":"tiny"}""", "size: \"large\" → \"tiny\"")]
    [InlineData("""{"subnetId":"s"}""", """{"subnetId":"s","size":"small"}""", "")]
    [InlineData("""{"subnetId":"s"}""", """{"subnetId":"s","size":"tiny"}""", "size: \"small\" → \"tiny\"")]
    [InlineData("""{"subnetId":"s"}""", """{"subnetId":"s","userData":"theirs"}""", "")]
    [InlineData("""{"subnetId":"s","userData":"mine"}""", """{"subnetId":"s","userData":null}""", "userData: \"mine\" → nothing")]
    [InlineData("""{"subnetId":"s","userData":"mine"}""", """{"subnetId":"s"}""", "userData: \"mine\" → nothing")]
    public void Instances(string inputs, string now, string expected) => Assert.Equal(expected, Drifts(Instance, inputs, now));

    [Theory]
    [InlineData("""{"tags":["a","b"]}""", """{"tags":["b","a"]}""", "")]
    [InlineData("""{"servers":["a","b"]}""", """{"servers":["b","a"]}""", "servers/0: \"a\" → \"b\"; servers/1: \"b\" → \"a\"")]
    [InlineData("""{"servers":["a"]}""", """{"servers":["a","b"]}""", "servers: [\"a\"] → [\"a\",\"b\"]")]
    public void Lists(string inputs, string now, string expected) => Assert.Equal(expected, Drifts(Backend, inputs, now));

    [Fact]
    public void WhatWasSaidOtherwiseFromTheStart_IsNone_AndWhatIsNotToldNeither()
    {
        var seen = Sight.Seen("u", Instance.Properties, Data("""{"subnetId":"s","size":"Large","userData":"mine"}"""), Data("""{"subnetId":"s","size":"LARGE"}"""), NoSecrets);
        Assert.Equal(Data("""{"size":"LARGE","userData":null}"""), seen);
        Assert.Equal("", Drifts(Instance, """{"subnetId":"s","size":"Large","userData":"mine"}""", """{"subnetId":"s","size":"LARGE"}""", seen!.ToString()));
        Assert.Equal("size: \"LARGE\" → \"TINY\"", Drifts(Instance, """{"subnetId":"s","size":"Large","userData":"mine"}""", """{"subnetId":"s","size":"TINY"}""", seen.ToString()));
    }

    [Fact]
    public void Secrets_AreNotCompared()
    {
        var state = State(Db, Data("""{"engine":"pg","password":{"$iac":"fingerprint","sha256":"0"}}"""));
        Assert.Null(Sight.Compare(state, Db, Data("""{"engine":"pg","password":"now-another"}"""), null, null, null));
        Assert.Null(Sight.Compare(state, Db, Datum.MapOf([new("engine", Evaluation.Masked)]), null, null, null));
    }

    [Fact]
    public void ANewEtag_IsKept_AndNothingIsTold()
    {
        var drift = Sight.Compare(State(Instance, Data("""{"size":"a"}""")), Instance, Data("""{"size":"a"}"""), null, "e2", null);
        Assert.Equal((true, "e2"), (drift!.IsSilent, drift.Now!.Etag));
    }

    [Fact]
    public void WhatAProviderToldRightAfterAChange_IsNeverDrift_AndStateThatFollowedHasNone()
    {
        var value = Of("null", "\"a\"", "\"b\"", "1", "[\"a\",\"b\"]", "[\"b\"]", "{\"k\":\"v\",\"n\":null}");
        var map = Gen.Select(Of("name", "servers", "tags", "extra"), value).Array[0, 4]
            .Select(members => Data("{" + string.Join(',', members.DistinctBy(m => m.Item1).Select(m => $"\"{m.Item1}\":{m.Item2}")) + "}"));
        Gen.Select(map, map, map).Sample((sent, told, later) =>
        {
            var inputs = Datum.MapOf(sent.Members.Where(m => !m.Value.IsNull));
            var state = State(Backend, inputs, Sight.Seen("shop/t/n", Backend.Properties, inputs, told, NoSecrets));
            Assert.Null(Sight.Compare(state, Backend, told, null, null, null));
            if (Sight.Compare(state, Backend, later, null, null, null) is { } drift) Assert.Null(Sight.Compare(drift.Now!, Backend, later, null, null, null));
        }, iter: 5_000);
    }

    private static Gen<string> Of(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
