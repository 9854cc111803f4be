using System.Text.Json.Nodes;
using McpIac.Schemas.Protocol;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpIac.Providers.Tools;

/// <summary>Tells the caller of a tool, if it asked to be told, how its changes get on. A note that can't be delivered is dropped.</summary>
internal sealed class ProgressNotes(RequestContext<CallToolRequestParams> request, CancellationToken cancellation)
{
    private readonly ProgressToken? token = request.Params?.ProgressToken;
    private int sent;

    public void Report(WireChange change, string phase, string? id)
    {
        if (token is not { } to) return;
        var meta = new JsonObject { [Wire.ResourceKey] = change.Urn, [Wire.PhaseKey] = phase };
        if (id is not null) meta[Wire.IdentityKey] = new JsonObject { ["type"] = change.Type, ["id"] = id };
        _ = SendAsync(new ProgressNotificationParams
        {
            ProgressToken = to,
            Progress = new ProgressNotificationValue { Progress = Interlocked.Increment(ref sent), Message = $"{change.Name}: {phase}" },
            Meta = meta,
        });
    }

    private async Task SendAsync(ProgressNotificationParams note)
    {
        try
        {
            await request.Server.NotifyProgressAsync(note, cancellation);
        }
        catch (Exception)
        {
            // The caller is gone; the change goes on without an audience.
        }
    }
}
