using McpIac.Providers.Secrets;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Stores;

/// <summary>Objects on their way to disk, their secrets sealed, and back.</summary>
internal static class Seals
{
    private const string Outputs = "/outputs", Private = "/private";

    public static StoredObject Close(StoreKey key, StoredObject stored)
    {
        foreach (var pointer in stored.Secrets ?? [])
        {
            if (pointer == Private) stored = stored with { Private = stored.Private is null ? null : key.Seal(stored.Private) };
            else stored = stored with { Outputs = Pointers.Replace(stored.Outputs, pointer[Outputs.Length..], key.Seal) };
        }

        return stored;
    }

    /// <summary>A secret whose key is gone is left out: its absence is true, anything in its place would be taken for it.</summary>
    public static StoredObject Open(StoreKey key, StoredObject stored) => stored.Secrets is not { Count: > 0 } ? stored : stored with
    {
        Outputs = Open(key, stored.Outputs) ?? Datum.EmptyMap,
        Private = stored.Private is null ? null : Open(key, stored.Private),
    };

    public static LogLine Close(StoreKey key, LogLine line) => Change(line, o => Close(key, o));

    public static LogLine Open(StoreKey key, LogLine line) => Change(line, o => Open(key, o));

    private static LogLine Change(LogLine line, Func<StoredObject, StoredObject> change) => line with
    {
        Put = line.Put is null ? null : change(line.Put),
        Entry = line.Entry?.Object is { } made ? line.Entry with { Object = change(made) } : line.Entry,
        Snapshot = line.Snapshot is null ? null : line.Snapshot with { Objects = [.. line.Snapshot.Objects.Select(change)] },
    };

    private static Datum? Open(StoreKey key, Datum value)
    {
        if (StoreKey.IsSealed(value)) return key.Open(value);
        return value.Kind switch
        {
            DatumKind.Map => Datum.MapOf(value.Members.Select(m => (m.Key, Value: Open(key, m.Value)))
                .Where(m => m.Value is not null).Select(m => new KeyValuePair<string, Datum>(m.Key, m.Value ?? Datum.Null))),
            DatumKind.List => Datum.ListOf(value.Items.Select(i => Open(key, i) ?? Datum.Null)),
            _ => value,
        };
    }
}
