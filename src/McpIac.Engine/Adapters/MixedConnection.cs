using McpIac.Engine.Connections;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Adapters;

/// <summary>A server of the standard that has other tools besides: its data sources and actions are the adapter's, all else is its own.</summary>
/// <param name="server">Owned by <paramref name="adapted"/>.</param>
internal sealed class MixedConnection(IProviderConnection server, AdaptedConnection adapted, ProviderSchema schema, AdapterMemory memory) : IProviderConnection
{
    private readonly HashSet<string> calls = schema.Types.Where(t => t.Tools.Count > 0).Select(t => t.Token).ToHashSet(StringComparer.Ordinal);

    public string Name => server.Name;

    public ProviderLimits Limits => server.Limits;

    public event Action<ProviderNote> Noted
    {
        add => server.Noted += value;
        remove => server.Noted -= value;
    }

    public async Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation)
    {
        switch (args)
        {
            case GetArguments { Type: { } type } when calls.Contains(type):
            case GetArguments { Key: { } key } when memory.Knows(key):
                return await adapted.CallAsync<T>(tool, args, timeout, cancellation);
            case ApplyArguments { Changes: { } changes } apply when changes.Any(c => calls.Contains(c.Type)):
                var own = changes.Where(c => !calls.Contains(c.Type)).ToArray();
                var theirs = await adapted.ApplyAsync(apply with { Changes = [.. changes.Where(c => calls.Contains(c.Type))] }, timeout, cancellation);
                if (own.Length == 0 || theirs.Data is null) return Answer<T>(theirs);
                var ours = await server.ApplyAsync(apply with { Changes = own }, timeout, cancellation);
                return Answer<T>(ours.Data is not { } done ? ours : ours with { Success = ours.Success && theirs.Success, Data = new ApplyData([.. done.Results, .. theirs.Data.Results]) });
            case ValidateArguments validate when validate.Resources.Any(r => calls.Contains(r.Type)):
                var checkedCalls = await adapted.ValidateAsync(new ValidateArguments([.. validate.Resources.Where(r => calls.Contains(r.Type))]), timeout, cancellation);
                var others = await server.ValidateAsync(new ValidateArguments([.. validate.Resources.Where(r => !calls.Contains(r.Type))]), timeout, cancellation);
                return Answer<T>(others.Data is not { } found ? others : others with
                {
                    Data = new ValidateData(found.Valid && checkedCalls.Data?.Valid != false, [.. found.Diagnostics, .. checkedCalls.Data?.Diagnostics ?? []]),
                });
            default:
                return await server.CallAsync<T>(tool, args, timeout, cancellation);
        }
    }

    public Task<ToolAnswer> CallToolAsync(string tool, Datum args, TimeSpan timeout, CancellationToken cancellation) => server.CallToolAsync(tool, args, timeout, cancellation);

    public ValueTask DisposeAsync() => adapted.DisposeAsync();

    private static Envelope<T> Answer<T>(object envelope) => (Envelope<T>)envelope;
}
