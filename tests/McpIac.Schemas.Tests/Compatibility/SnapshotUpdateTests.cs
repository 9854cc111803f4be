using McpIac.Schemas.Compatibility;
using McpIac.Schemas.Snapshots;
using static McpIac.Schemas.Tests.Compatibility.SnapshotComparisonTests;

namespace McpIac.Schemas.Tests.Compatibility;

public sealed class SnapshotUpdateTests
{
    private const string Old = """{"tagg":{"type":"integer","maximum":4094},"zone":{"type":"string"}}""";

    [Fact]
    public void WhatBreaks_LeavesATombstone_ThatSaysSinceWhen()
    {
        var update = SnapshotUpdate.Of(Snapshot(Type("box:net:vlan", Old)), Snapshot(Type("box:net:vlan", """{"tag":{"type":"integer","maximum":4000}}""")));
        Assert.Equal(
        [
            "Since box 2.0, tag must be at most 4000, and was at most 4094.", "Since box 2.0, tagg is called tag now.", "Since box 2.0, zone is gone.",
        ], Sentences(update.Snapshot));
    }

    [Fact]
    public void Tombstones_SurviveFileAndFurtherPulls_UntilWhatTheyAreAboutIsBack()
    {
        var first = SnapshotUpdate.Of(Snapshot(Type("box:net:vlan", Old), Type("box:net:lan", "{}")), Snapshot(Type("box:net:vlan", """{"tagg":{"type":"integer","maximum":4094}}""")));
        var written = Reread(first.Snapshot);
        Assert.Equal(["Since box 2.0, box:net:lan is gone.", "Since box 2.0, zone is gone."], Sentences(written.Snapshot!));

        var second = SnapshotUpdate.Of(written, Snapshot(Type("box:net:vlan", """{"tagg":{"type":"integer","maximum":4094},"b":{"type":"string"}}""")));
        Assert.Equal(["Since box 2.0, box:net:lan is gone.", "Since box 2.0, zone is gone."], Sentences(second.Snapshot));

        var third = SnapshotUpdate.Of(Reread(second.Snapshot), Snapshot(Type("box:net:vlan", Old.Replace("}}", "},\"b\":{\"type\":\"string\"}}", StringComparison.Ordinal)), Type("box:net:lan", "{}")));
        Assert.Empty(third.Snapshot.Tombstones);
    }

    [Fact]
    public void ATombstone_ThatMakesNoSense_IsNotOne() => Assert.Null(Tombstone.Read(McpIac.Schemas.Data.Datum.Of("x")));

    private static SnapshotReading Reread(Snapshot snapshot) => SnapshotReader.Read(new SnapshotSource("box.mcp.json", SnapshotWriter.Write(snapshot)));

    private static IEnumerable<string> Sentences(Snapshot snapshot) => snapshot.Tombstones.Select(Tombstone.Read).Select(t => t!.Sentence);
}
