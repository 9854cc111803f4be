using McpIac.Schemas.Compatibility;
using McpIac.Schemas.Snapshots;

namespace McpIac.Schemas.Tests.Compatibility;

public sealed class SnapshotComparisonTests
{
    [Theory]
    // presence
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"string"},"b":{"type":"string"}}""", "Additive Added b is new")]
    [InlineData("""{"a":{"type":"string"},"zone":{"type":"string"}}""", """{"a":{"type":"string"}}""", "Breaking Removed zone is gone")]
    [InlineData("""{"tagg":{"type":"integer"}}""", """{"tag":{"type":"integer"}}""", "Breaking Renamed tagg is called tag now")]
    [InlineData("""{"image":{"type":"string"}}""", """{"imageId":{"type":"string"}}""", "Breaking Renamed image is called imageId now")]
    [InlineData("""{"image":{"type":"string"}}""", """{"imageId":{"type":"string","x-iac-aliases":["image"]}}""", "Additive Renamed image is called imageId now, and its old name still works")]
    // types
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"integer"}}""", "Breaking Retyped a is a whole number now, and was a text")]
    [InlineData("""{"a":{"type":"integer"}}""", """{"a":{"type":"number"}}""", "Behavioural Retyped a is a number now, and was a whole number")]
    [InlineData("""{"a":{"type":"array","items":{"type":"object","properties":{"port":{"type":"integer"}}}}}""",
        """{"a":{"type":"array","items":{"type":"object","properties":{"port":{"type":"string"}}}}}""", "Breaking Retyped a[].port is a text now, and was a whole number")]
    // ranges
    [InlineData("""{"a":{"type":"integer","maximum":4094}}""", """{"a":{"type":"integer","maximum":4000}}""", "Breaking Narrowed a must be at most 4000, and was at most 4094")]
    [InlineData("""{"a":{"type":"integer","maximum":4000}}""", """{"a":{"type":"integer"}}""", "Additive Widened a needn't be at most 4000 any more")]
    [InlineData("""{"a":{"type":"integer"}}""", """{"a":{"type":"integer","minimum":1}}""", "Breaking Narrowed a must be at least 1 now")]
    [InlineData("""{"a":{"type":"string","enum":["x","y"]}}""", """{"a":{"type":"string","enum":["x"]}}""", """Breaking Narrowed a may not be "y" any more""")]
    [InlineData("""{"a":{"type":"string","enum":["x"]}}""", """{"a":{"type":"string","enum":["x","y"]}}""", """Additive Widened a may be "y" too""")]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"string","format":"cidr"}}""", "Breaking Narrowed a has the format cidr now")]
    [InlineData("""{"a":{"type":["string","null"]}}""", """{"a":{"type":"string"}}""", "Breaking Narrowed a may not be null any more")]
    // behaviour
    [InlineData("""{"a":{"type":"string","default":"x"}}""", """{"a":{"type":"string","default":"y"}}""", """Behavioural Default a has the default "y", and had "x" """)]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"string","x-iac-immutable":true}}""", "Behavioural Annotation a can't be changed in place any more: a change replaces")]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"string","deprecated":true}}""", "Behavioural Annotation a is deprecated")]
    [InlineData("""{"a":{"type":"string"}}""", """{"a":{"type":"string","x-iac-ref":["box:net:vpc#id"]}}""", "Breaking Narrowed a refers to box:net:vpc#id")]
    // nothing that concerns a program
    [InlineData("""{"a":{"type":"string","description":"One."}}""", """{"a":{"description":"Two.","type":"string"}}""", "")]
    public void AProperty_ChangesWithItsImpact(string before, string after, string expected) =>
        Assert.Equal(expected.Trim(), Describe(Snapshot(Type("box:net:vlan", before)), Snapshot(Type("box:net:vlan", after))));

    [Fact]
    public void ANewProperty_ThatIsRequired_Breaks() =>
        Assert.Equal("Breaking Required b is new and required", Describe(Snapshot(Type("box:net:vlan", """{"a":{"type":"string"}}""")),
            Snapshot(Type("box:net:vlan", """{"a":{"type":"string"},"b":{"type":"string"}}""", required: "b"))));

    [Fact]
    public void APropertyThatBecomesRequired_Breaks_AndTheOtherWayRoundItDoesnt()
    {
        var (optional, required) = (Type("box:net:vlan", """{"a":{"type":"string"}}"""), Type("box:net:vlan", """{"a":{"type":"string"}}""", required: "a"));
        Assert.Equal("Breaking Required a is required now", Describe(Snapshot(optional), Snapshot(required)));
        Assert.Equal("Additive Optional a is optional now", Describe(Snapshot(required), Snapshot(optional)));
    }

    [Fact]
    public void AnOutput_ThatGoesAway_Breaks_AndOneThatGetsNarrowerDoesnt()
    {
        string With(string outputs) => $$$"""{"type":"box:net:vlan","properties":{"type":"object","properties":{}},"outputs":{"type":"object","properties":{{{outputs}}}}}""";
        Assert.Equal("Breaking Removed address is gone", Describe(Snapshot(With("""{"address":{"type":"string"}}""")), Snapshot(With("{}"))));
        Assert.Equal("Additive Narrowed size must be at most 9 now", Describe(Snapshot(With("""{"size":{"type":"integer"}}""")), Snapshot(With("""{"size":{"type":"integer","maximum":9}}"""))));
    }

    [Fact]
    public void AType_ThatGoesAway_IsMatchedWithANewOneOfTheSameProperties()
    {
        var properties = """{"cidr":{"type":"string"},"vlan":{"type":"integer"},"note":{"type":"string"}}""";
        Assert.Equal("Breaking Renamed  is called box:net:segment now", Describe(Snapshot(Type("box:net:lan", properties)), Snapshot(Type("box:net:segment", properties))));
        Assert.Equal("Breaking Removed  is gone\nAdditive Added  is new", Describe(Snapshot(Type("box:net:lan", properties)), Snapshot(Type("box:user:account", """{"mail":{"type":"string"}}"""))));
    }

    [Fact]
    public void ALifecycle_ThatChanges_IsBehaviour() =>
        Assert.Equal("Behavioural Lifecycle  can't be updated any more: every change replaces it", Describe(
            Snapshot("""{"type":"box:net:vlan","operations":{"update":true},"properties":{"type":"object","properties":{}}}"""),
            Snapshot("""{"type":"box:net:vlan","operations":{"update":false},"properties":{"type":"object","properties":{}}}""")));

    [Fact]
    public void TheSameSnapshot_HasNoChanges()
    {
        var aws = SnapshotReader.Read(new SnapshotSource("aws.mcp.json", File.ReadAllText(Path.Combine(Repository.Root, "schemas", "aws.mcp.json"))));
        Assert.NotEmpty(aws.Types);
        Assert.Empty(SnapshotComparison.Compare(aws.Types, aws.Types));
    }

    private static string Describe(SnapshotReading before, SnapshotReading after) =>
        string.Join("\n", SnapshotComparison.Compare(before.Types, after.Types).Select(c => $"{c.Impact} {c.Kind} {c.Path} {c.Text}"));

    internal static string Type(string token, string properties, string? required = null) =>
        $$$"""{"type":"{{{token}}}","properties":{"type":"object","properties":{{{properties}}}{{{(required is null ? "" : $",\"required\":[\"{required}\"]")}}}}}""";

    internal static SnapshotReading Snapshot(params string[] types)
    {
        var reading = SnapshotReader.Read(new SnapshotSource("box.mcp.json", $$"""{"mciacc":1,"provider":"box","source":{"version":"2.0"},"tools":[],"types":[{{string.Join(",", types)}}]}"""));
        Assert.Empty(reading.Diagnostics);
        return reading;
    }
}
