using McpIac.Providers.Stores;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Providers.Twin.Worlds;

/// <summary>An object that is there without anybody here having made it.</summary>
/// <param name="Outputs">Those that are fixed; the rest is made up. The id is among them.</param>
internal sealed record ForeignObject(ResourceType Type, string Id, string Name, Datum Properties, Datum Outputs)
{
    /// <summary>Those of a file, a line of JSON each: <c>{ "type", "id", "name"?, "properties"?, "outputs"? }</c>.</summary>
    /// <exception cref="StoreException">MCI6201 or MCI6203.</exception>
    public static IReadOnlyList<ForeignObject> Read(string? path, ProviderSchema schema)
    {
        if (path is null || !File.Exists(path)) return [];
        try
        {
            return [.. File.ReadLines(path).Index().Where(l => !string.IsNullOrWhiteSpace(l.Item)).Select(l => Read(path, l.Index + 1, l.Item, schema))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException(Diagnostic.Error("MCI6203", $"The twin's record {path} can't be read ({e.GetType().Name}).", null, "See to it that it is readable."), e);
        }
    }

    private static ForeignObject Read(string path, int line, string text, ProviderSchema schema)
    {
        var read = DatumReader.Read(text).Value;
        var type = schema.Types.FirstOrDefault(t => t.Token == read?["type"]?.AsText());
        if (type is null || read?["id"]?.AsText() is not { Length: > 0 } id)
        {
            throw new StoreException(Diagnostic.Error("MCI6201", $"The twin's record {path} is damaged at line {line}: it names no type of {schema.Name}, or no id.", new SourcePlace(path, line),
                "Write { \"type\": \"…\", \"id\": \"…\", \"properties\": { … } } on it."));
        }

        return new ForeignObject(type, id, read["name"]?.AsText() ?? id, read["properties"] ?? Datum.EmptyMap, (read["outputs"] ?? Datum.EmptyMap).With("id", Datum.Of(id)));
    }
}
