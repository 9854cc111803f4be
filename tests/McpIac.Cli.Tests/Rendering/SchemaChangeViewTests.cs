using McpIac.Cli.Rendering;
using McpIac.Schemas.Compatibility;

namespace McpIac.Cli.Tests.Rendering;

public sealed class SchemaChangeViewTests
{
    private static readonly SchemaChange[] Changes =
    [
        new(ChangeImpact.Breaking, "box:net:vlan", "tagg", ChangeKind.Renamed, "is called tag now", null, "tag"),
        new(ChangeImpact.Breaking, "box:net:vlan", "zone", ChangeKind.Removed, "is gone"),
        new(ChangeImpact.Additive, "box:net:lan", "", ChangeKind.Added, "is new"),
    ];

    [Fact]
    public void Changes_AreGroupedByImpactAndType() =>
        Assert.Equal("""
              Breaking: a program may not compile any more, or a value be refused
                box:net:vlan
                  tagg is called tag now
                  zone is gone
              Additive
                box:net:lan
                  is new
            """.ReplaceLineEndings("\n"), Plans.Text(SchemaChangeView.Of(Changes)));

    [Fact]
    public void Counts_NameOnlyWhatThereIs()
    {
        Assert.Equal("2 breaking, 1 additive changes", SchemaChangeView.Count(Changes));
        Assert.Equal("1 additive change", SchemaChangeView.Count(Changes[2..]));
        Assert.Equal("no changes that concern programs", SchemaChangeView.Count([]));
    }

    [Fact]
    public void Json_HasNoMembersThatSayNothing() =>
        Assert.Equal("""[{"impact":"additive","type":"box:net:lan","change":"added","text":"is new"}]""", SchemaChangeView.Json(Changes[2..]).ToString());
}
