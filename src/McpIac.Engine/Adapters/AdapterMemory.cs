using System.Collections.Concurrent;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Adapters;

/// <summary>
/// What became of changes under their keys, for a run: plain servers keep no keys. It outlives connections, so that a change whose answer was lost isn't sent twice to the
/// server that is started anew. Thread-safe.
/// </summary>
public sealed class AdapterMemory
{
    private readonly ConcurrentDictionary<string, KeyRecord> keys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Type, string Id), Lazy<Task<object>>> answers = new();

    internal bool Knows(string key) => keys.ContainsKey(key);

    internal KeyRecord Of(string key) => keys.GetOrAdd(key, _ => new KeyRecord());

    /// <summary>
    /// What is known of a key that somebody asks about; null when it never got here. Then it is one of an earlier run, whose end nobody knows: what it would have made may be there.
    /// </summary>
    internal WireChangeResult? Ask(string key)
    {
        var record = Of(key);
        if (record.Result is null) record.IsInDoubt = true;
        return record.Result;
    }

    /// <summary>Something is about to change: what was asked before may be answered otherwise from now on.</summary>
    internal void Forget() => answers.Clear();

    /// <summary>What was asked once in a run, and isn't asked again before something changes.</summary>
    internal async Task<T> OnceAsync<T>(string type, string id, Func<Task<T>> ask, Func<T, bool> keeps)
        where T : class
    {
        var entry = answers.GetOrAdd((type, id), _ => new(async () => await ask()));
        var answer = (T)await entry.Value;
        if (!keeps(answer)) answers.TryRemove(new((type, id), entry));
        return answer;
    }

    /// <summary>One key. Only one change under it runs at a time.</summary>
    internal sealed class KeyRecord
    {
        /// <summary>The answer that the key has from now on.</summary>
        public WireChangeResult? Result { get; set; }

        /// <summary>It was sent to the server, or may have been by an earlier run, and what it would have made may be there.</summary>
        public bool IsInDoubt { get; set; }
    }
}
