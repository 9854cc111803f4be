using System.Text.Json;
using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Providers.Servers;
using McpIac.Providers.Stores;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpIac.Providers.Tools;

/// <summary>From a call of MCP to a tool and back: arguments read and bounded, the answer in the envelope. Nothing that a tool throws escapes.</summary>
internal sealed partial class ToolCalls(ProviderOptions options, ProviderServices services, TimeProvider time)
{
    public const int MaxBatch = 10_000;

    private readonly Lazy<string> digest = new(() => SchemaDocument.Digest([.. services.Handlers.Values]));

    public string SchemaDigest => digest.Value;

    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var answer = await AnswerSafelyAsync(request.Params?.Name ?? "", new ToolRequest.Sent(request, cancellation), cancellation);
        return new CallToolResult
        {
            IsError = answer.Error is not null,
            StructuredContent = JsonSerializer.SerializeToElement(Enveloped(answer, started), Wire.Options),
            Content = [new TextContentBlock { Text = answer.Sentence }],
        };
    }

    /// <summary>The same for a caller in this process.</summary>
    public async Task<Envelope<object>> CallAsync(string tool, object arguments, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        return Enveloped(await AnswerSafelyAsync(tool, new ToolRequest.Direct(arguments), cancellation), started);
    }

    private async Task<ToolAnswer> AnswerSafelyAsync(string name, ToolRequest request, CancellationToken cancellation)
    {
        var tool = StandardTools.Canonical(name, options.Domain);
        try
        {
            return await AnswerAsync(tool, request, cancellation);
        }
        catch (JsonException e)
        {
            return ToolAnswer.Of(Failure.Of(ErrorCodes.Invalid, $"The arguments of {tool} aren't of its form{(e.Path is null ? "" : $" at {e.Path}")}."));
        }
        catch (ProviderException e)
        {
            return ToolAnswer.Of(e.Error);
        }
        catch (StoreException e)
        {
            return ToolAnswer.Of(Failure.Of(ErrorCodes.Unavailable, e.Message));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            (options.Log ?? Console.Error.WriteLine)($"{tool} failed unexpectedly: {e}");
            return ToolAnswer.Of(Failure.Of(ErrorCodes.Internal, $"{tool} failed unexpectedly ({e.GetType().Name}); the provider's log says more."));
        }
    }

    private Envelope<object> Enveloped(ToolAnswer answer, long started) => new(answer.Error is null, answer.Data, answer.Error, new EnvelopeMetadata(
        time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        Math.Round(time.GetElapsedTime(started).TotalMilliseconds, 3), options.Name, options.Version, SchemaDigest));
}
