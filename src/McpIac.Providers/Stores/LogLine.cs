using System.Text.Json;

namespace McpIac.Providers.Stores;

/// <summary>One line of the log: an object and the ledger's entry together, so that a crash can't part them.</summary>
/// <param name="Fences">The highest fencing token that each deployment was sent.</param>
/// <param name="Versions">How many changes each deployment has seen; only in the first line, written by folding.</param>
internal sealed record LogLine(
    StoredObject? Put = null, ObjectKey? Remove = null, LedgerEntry? Entry = null, StoredSnapshot? Snapshot = null,
    IReadOnlyDictionary<string, long>? Versions = null, IReadOnlyDictionary<string, long>? Fences = null)
{
    /// <summary>Whether the world file lacks something that this line says.</summary>
    public bool ChangesWorld => Put is not null || Remove is not null;

    /// <summary>The same of a line as it is written, without reading it; true also when it isn't JSON.</summary>
    public static bool MayChangeWorld(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("put"u8) || reader.ValueTextEquals("remove"u8))) return true;
            }

            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
