using CsCheck;
using McpIac.Providers.Stores;
using McpIac.Providers.Tests.Harness;
using McpIac.Schemas.Data;

namespace McpIac.Providers.Tests.Stores;

/// <summary>Random changes, openings and crashes: the world file is what a plain list would be.</summary>
public sealed class StoreModelTests
{
    private static readonly Gen<(string Kind, int Index, int Value)[]> Steps = Gen.Select(
        Gen.Frequency((6, Gen.Const("create")), (3, Gen.Const("update")), (3, Gen.Const("delete")), (1, Gen.Const("reopen")), (1, Gen.Const("kill"))),
        Gen.Int[0, 5], Gen.Int[0, 99]).Array[0, 40];

    [Fact]
    public void RandomChanges_LeaveTheWorldThatAModelSays() => Steps.Sample(steps =>
    {
        using var folder = new TempFolder();
        var model = new List<(string Name, int Value)>();
        var store = ProviderStore.Open(folder.World);
        var key = 0;
        try
        {
            foreach (var (kind, index, value) in steps)
            {
                var at = model.FindIndex(m => m.Name == $"n{index}");
                switch (kind)
                {
                    case "reopen":
                        store.Dispose();
                        store = ProviderStore.Open(folder.World);
                        break;
                    case "kill":
                        store = Killed(store, folder);
                        break;
                    case "delete" when at >= 0:
                        Write(store, ++key, index, value, remove: true);
                        model.RemoveAt(at);
                        break;
                    case "update" when at >= 0:
                        Write(store, ++key, index, value, remove: false);
                        model[at] = ($"n{index}", value);
                        break;
                    case "create" when at < 0:
                        Write(store, ++key, index, value, remove: false);
                        model.Add(($"n{index}", value));
                        break;
                }

                Assert.Equal(model, store.Objects().Select(o => (o.Name, (int)o.Properties["v"]!.AsInteger()!)));
            }

            for (var i = 1; i <= key; i++) Assert.NotNull(store.Entry($"k{i}"));
        }
        finally
        {
            store.Dispose();
        }

        var lines = File.Exists(folder.World) ? File.ReadAllLines(folder.World) : [];
        Assert.Equal(model, lines.Select(l => DatumReader.Read(l).Value!).Select(o => (o["name"]!.AsText()!, (int)o["properties"]!["v"]!.AsInteger()!)));
    }, iter: 60);

    // What a killed process leaves: its files as they are, and perhaps the beginning of a line.
    private static ProviderStore Killed(ProviderStore store, TempFolder folder)
    {
        using var copy = new TempFolder();
        Func<string, string>[] names = [w => w, w => StorePaths.Beside(w, "log")];
        foreach (var name in names) if (File.Exists(name(folder.World))) File.Copy(name(folder.World), name(copy.World));
        store.Dispose();
        foreach (var name in names)
        {
            File.Delete(name(folder.World));
            if (File.Exists(name(copy.World))) File.Copy(name(copy.World), name(folder.World));
        }

        if (File.Exists(StorePaths.Beside(folder.World, "log"))) File.AppendAllText(StorePaths.Beside(folder.World, "log"), "{\"put\":{\"type\":\"x");
        return ProviderStore.Open(folder.World);
    }

    private static void Write(ProviderStore store, int key, int index, int value, bool remove)
    {
        store.PrepareAsync(CancellationToken.None).GetAwaiter().GetResult();
        var (type, id) = ("t:t:t", $"id{index}");
        var entry = new LedgerEntry($"k{key}", "h", remove ? "delete" : "create", type, $"n{index}", $"u{index}", "d", "applied", DateTimeOffset.UtcNow, id);
        store.RecordAsync(remove
            ? new LogLine(Remove: new ObjectKey(type, id), Entry: entry)
            : new LogLine(new StoredObject(type, id, $"u{index}", $"n{index}", "d", Session.Map(("v", value)), Session.Map(("id", id)), []), Entry: entry)).GetAwaiter().GetResult();
    }
}
