using CsCheck;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Snapshots;
using McpIac.Schemas.Tests.Data;

namespace McpIac.Schemas.Tests.Snapshots;

public sealed class SnapshotWriterTests
{
    [Fact]
    public void Snapshot_Written_HasItsMembersInOrderAndItsDigests()
    {
        var snapshot = new Snapshot("box", Read("""{"command":["box"],"version":"1"}"""), [Read("""{"name":"b"}"""), Read("""{"name":"a"}""")], [Read("""{"type":"box:z"}""")], []);

        Assert.Equal("""
            {
              "mciacc": 1,
              "provider": "box",
              "source": {
                "command": [
                  "box"
                ],
                "version": "1"
              },
              "tools": [
                {
                  "name": "a"
                },
                {
                  "name": "b"
                }
              ],
              "types": [
                {
                  "type": "box:z"
                }
              ],
              "toolsDigest": "sha256:d3b2d07b08c3426ea2fa9d31dfc25a76be26b642552182f18566f6514d4b9137",
              "schemaDigest": "sha256:1b3ff9a08a7fe984fec5cea8dea33f861cf778b4207a4b35d7bcab52e2bd3cbb"
            }

            """, SnapshotWriter.Write(snapshot));
    }

    [Fact]
    public void AnySnapshot_WrittenAndRead_IsItself_AndItsDigestsHold() =>
        Gen.Select(DatumGen.Any.Array[0, 4], DatumGen.Any, (tools, source) => new Snapshot("box", source, tools, [], [])).Sample(snapshot =>
        {
            var text = SnapshotWriter.Write(snapshot);
            var reading = SnapshotReader.Read(new SnapshotSource("box.mcp.json", text));
            return reading.Diagnostics.All(d => d.Severity < Severity.Error) && SnapshotWriter.Write(reading.Snapshot!) == text;
        });

    [Fact]
    public void Digest_LeavesOutOrder_AndKeepsEveryValue()
    {
        Datum[] tools = [Read("""{"name":"a","x":1}"""), Read("""{"name":"b","y":{"p":1,"q":2}}""")];
        var digest = SnapshotDigest.Of(tools);

        Assert.Equal(digest, SnapshotDigest.Of([Read("""{"y":{"q":2,"p":1},"name":"b"}"""), tools[0]]));
        Assert.NotEqual(digest, SnapshotDigest.Of([tools[0], Read("""{"name":"b","y":{"p":1,"q":3}}""")]));
        Assert.NotEqual(digest, SnapshotDigest.Of([tools[0], Read("""{"name":"b","y":{"p":1.0,"q":2}}""")]));
        Assert.NotEqual(digest, SnapshotDigest.Of([tools[0]]));
    }

    private static Datum Read(string json) => DatumReader.Read(json).Value!;
}
