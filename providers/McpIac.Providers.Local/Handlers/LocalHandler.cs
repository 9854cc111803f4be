using System.Text.Json;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Snapshots;

namespace McpIac.Providers.Local.Handlers;

/// <summary>A type of this provider on records, whose schema is written as JSON: what authors read in their editor.</summary>
internal abstract class LocalHandler<TProperties, TOutputs>(string schema) : IResourceHandler
{
    public ResourceType Type { get; } = ReadType(schema);

    /// <summary>True but for commands: a create under another key finds its own traces, or leaves none.</summary>
    public virtual bool Repeatable => true;

    public virtual IEnumerable<WireDiagnostic> Check(Datum properties, OperationContext context) => [];

    public abstract Task<ResourceObject> CreateAsync(Datum properties, OperationContext context);

    public abstract Task<ResourceObject?> ReadAsync(ResourceObject known, OperationContext context);

    public virtual Task<ResourceObject> UpdateAsync(ResourceObject prior, Datum properties, OperationContext context) =>
        throw new ProviderException(ErrorCodes.Unsupported, $"{Type.Token} can't be changed in place");

    public virtual Task DeleteAsync(ResourceObject prior, OperationContext context) => Task.CompletedTask;

    public async IAsyncEnumerable<ResourceObject> ListAsync(OperationContext context)
    {
        // No type here declares a listing: what exists on a machine isn't all ours to name.
        await Task.CompletedTask;
        yield break;
    }

    protected static TProperties Properties(Datum properties) => Read<TProperties>(properties);

    protected static TOutputs Outputs(Datum outputs) => Read<TOutputs>(outputs);

    protected static Datum Write<T>(T value) => DatumJsonConverter.From(JsonSerializer.SerializeToElement(value, Wire.Options));

    private static T Read<T>(Datum value) =>
        DatumJsonConverter.ToElement(value).Deserialize<T>(Wire.Options) ?? throw new ProviderException(ErrorCodes.Invalid, "there are no values");

    private static ResourceType ReadType(string schema)
    {
        var (value, problem) = DatumReader.Read(schema);
        if (value is null) throw new InvalidOperationException($"A schema of local is no JSON: {problem}");
        var (type, diagnostics) = ResourceTypeReader.Read(value, "local", "local");
        return type ?? throw new InvalidOperationException(string.Join(" ", diagnostics.Select(d => d.Message)));
    }
}
