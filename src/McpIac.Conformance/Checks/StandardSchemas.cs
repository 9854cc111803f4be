using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Checks;

/// <summary>The standard's own JSON Schemas (<c>schemas/standard/</c>).</summary>
internal static class StandardSchemas
{
    private static readonly Dictionary<string, Datum> Files = Read();

    private static readonly Dictionary<string, Shape> Shapes = Files.Where(f => f.Key.EndsWith(".output.json", StringComparison.Ordinal))
        .ToDictionary(f => f.Key.Split('.')[0], f => ShapeReader.Read(f.Value, f.Key).Shape, StringComparer.Ordinal);

    /// <summary>The schema of a tool's arguments; null of a tool that isn't the standard's.</summary>
    public static Datum? Input(string tool) => Files.GetValueOrDefault($"{tool}.input.json");

    /// <summary>The shape of a tool's envelope; null of a tool that isn't the standard's.</summary>
    public static Shape? Output(string tool) => Shapes.GetValueOrDefault(tool);

    private static Dictionary<string, Datum> Read()
    {
        var assembly = typeof(StandardSchemas).Assembly;
        var files = new Dictionary<string, Datum>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("standard/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name) ?? Stream.Null);
            files[name["standard/".Length..]] = DatumReader.Read(reader.ReadToEnd()).Value ?? Datum.EmptyMap;
        }

        return files;
    }
}
