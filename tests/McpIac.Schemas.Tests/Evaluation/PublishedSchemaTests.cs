using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;

namespace McpIac.Schemas.Tests.Evaluation;

/// <summary>All that is published as a JSON Schema is one, by the meta-schema.</summary>
public sealed class PublishedSchemaTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "schemas");

    public static TheoryData<string> Documents =>
        [.. new[] { "standard", "formats" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Folder, f), "*.json")).Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Snapshots => [.. Repository.SnapshotFiles().Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_IsASchema(string file) => Assert.Empty(JsonSchema.Check(Read(file)));

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void Snapshot_HasSchemasOnly(string file)
    {
        var snapshot = Read(file);
        var schemas = (snapshot["types"]?.Items ?? []).SelectMany(t => new[] { (t, "properties"), (t, "outputs") })
            .Concat((snapshot["tools"]?.Items ?? []).SelectMany(t => new[] { (t, "inputSchema"), (t, "outputSchema") }))
            .Where(s => s.Item1[s.Item2] is not null).ToArray();
        Assert.NotEmpty(schemas);
        Assert.All(schemas, s => Assert.Empty(JsonSchema.Check(s.Item1[s.Item2]!).Select(v => $"{s.Item1["type"] ?? s.Item1["name"]} {s.Item2}{v.Path} {v.Message}")));
    }

    private static Datum Read(string file) => DatumReader.Read(File.ReadAllText(Path.Combine(Folder, file))).Value!;
}
