using System.Collections.Concurrent;
using System.Globalization;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Sample;

/// <summary>What really exists; it outlives servers.</summary>
internal sealed class SampleReality
{
    private readonly ConcurrentDictionary<string, ResourceObject> objects = new();
    private int next;

    public int Count => objects.Count;

    public ResourceObject Put(string? id, Datum properties, string key)
    {
        var name = id ?? $"i-{Interlocked.Increment(ref next)}";
        var version = objects.TryGetValue(name, out var before) ? int.Parse(before.Etag!, CultureInfo.InvariantCulture) + 1 : 1;
        var outputs = Datum.MapOf([new("id", Datum.Of(name)), new("zone", Datum.Of("z1")), new("key", before?.Outputs["key"] ?? Datum.Of(key))]);
        return objects[name] = new ResourceObject(name, properties, outputs, version.ToString(CultureInfo.InvariantCulture));
    }

    public ResourceObject? Find(string id) => objects.GetValueOrDefault(id);

    /// <summary>The object that carries the key of its create.</summary>
    public ResourceObject? Stamped(string key) => objects.Values.FirstOrDefault(o => o.Outputs["key"]?.AsText() == key);

    public void Remove(string id) => objects.TryRemove(id, out _);

    public IReadOnlyList<ResourceObject> All => [.. objects.Values];
}
