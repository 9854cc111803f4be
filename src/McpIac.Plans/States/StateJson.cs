using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using McpIac.Plans.Journals;
using McpIac.Schemas.Data;

namespace McpIac.Plans.States;

/// <summary>A state as a document: canonical JSON with a version and a digest. <c>schemas/formats/state.schema.json</c> is its schema.</summary>
public static class StateJson
{
    public const string Format = "mciacc-state";
    public const long Version = 1;

    /// <summary>The same text for the same state, indented, with a line end.</summary>
    public static string Write(DeploymentState state)
    {
        var content = Content(state);
        return DatumWriter.Write(Datum.MapOf([.. content.Members, new("digest", Datum.Of(Digest(content)))]), sortKeys: false, indent: true) + "\n";
    }

    /// <summary>The state, or why the text is none: a clause.</summary>
    public static (DeploymentState? State, string? Problem) Read(string text)
    {
        var (document, problem) = DatumReader.Read(text);
        if (document is null) return (null, $"it is no JSON: {problem?.Message} (line {problem?.Line})");
        if (document["format"]?.AsText() != Format) return (null, "it isn't what 'mciacc state export' writes");
        if (document["version"]?.NumberText is not { } version || !long.TryParse(version, CultureInfo.InvariantCulture, out var number)) return (null, "it has no version");
        if (number != Version) return (null, $"its version is {number}, and this mciacc knows {Version}");
        if (document["digest"]?.AsText() != Digest(document.Without("digest"))) return (null, "its digest doesn't fit its content: it was changed after it was written");
        try
        {
            var read = JsonSerializer.Deserialize<StoredState>(text, StoredJson.Options);
            return read is null ? (null, "it is empty")
                : (new DeploymentState(read.Deployment, read.Serial, read.Resources.ToDictionary(r => r.Urn, StringComparer.Ordinal), read.Outputs, read.Pending), null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return (null, "something in it isn't what this format says");
        }
    }

    private static Datum Content(DeploymentState state)
    {
        var stored = new StoredState(
            Format, Version, state.Deployment, state.Serial, [.. state.Resources.Values.OrderBy(r => r.Urn, StringComparer.Ordinal)],
            new SortedDictionary<string, Datum>(state.Outputs.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal), state.Pending);
        return DatumReader.Read(JsonSerializer.Serialize(stored, StoredJson.Options)).Value ?? throw new InvalidOperationException();
    }

    private static string Digest(Datum content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(DatumWriter.Write(content, sortKeys: true))));
}

/// <summary>What a state's document holds besides its digest.</summary>
internal sealed record StoredState(
    string Format, long Version, string Deployment, long Serial, IReadOnlyList<ResourceState> Resources, IReadOnlyDictionary<string, Datum> Outputs, IReadOnlyList<PendingIntent> Pending);
