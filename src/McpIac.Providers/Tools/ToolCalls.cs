using System.Runtime.InteropServices;
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
    private const long LargestArguments = 16 * 1024 * 1024;

    private readonly Lazy<string> digest = new(() => SchemaDocument.Digest([.. services.Handlers.Values]));

    public string SchemaDigest => digest.Value;

    public async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var tool = StandardTools.Canonical(request.Params?.Name ?? "", options.Domain);
        ToolAnswer answer;
        try
        {
            answer = await AnswerAsync(tool, request, cancellation);
        }
        catch (JsonException e)
        {
            answer = ToolAnswer.Of(Failure.Of(ErrorCodes.Invalid, $"The arguments of {tool} aren't of its form{(e.Path is null ? "" : $" at {e.Path}")}."));
        }
        catch (ProviderException e)
        {
            answer = ToolAnswer.Of(e.Error);
        }
        catch (StoreException e)
        {
            answer = ToolAnswer.Of(Failure.Of(ErrorCodes.Unavailable, e.Message));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            (options.Log ?? Console.Error.WriteLine)($"{tool} failed unexpectedly: {e}");
            answer = ToolAnswer.Of(Failure.Of(ErrorCodes.Internal, $"{tool} failed unexpectedly ({e.GetType().Name}); the provider's log says more."));
        }

        return Result(answer, time.GetElapsedTime(started));
    }

    private CallToolResult Result(ToolAnswer answer, TimeSpan duration)
    {
        var metadata = new EnvelopeMetadata(
            time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
            Math.Round(duration.TotalMilliseconds, 3), options.Name, options.Version, SchemaDigest);
        return new CallToolResult
        {
            IsError = answer.Error is not null,
            StructuredContent = JsonSerializer.SerializeToElement(new Envelope<object>(answer.Error is null, answer.Data, answer.Error, metadata), Wire.Options),
            Content = [new TextContentBlock { Text = answer.Sentence }],
        };
    }

    private static T Read<T>(RequestContext<CallToolRequestParams> request) where T : class
    {
        var arguments = request.Params?.Arguments ?? new Dictionary<string, JsonElement>();
        if (arguments.Values.Sum(v => (long)JsonMarshal.GetRawUtf8Value(v).Length) > LargestArguments)
        {
            throw new ProviderException(ErrorCodes.Invalid, "The arguments are larger than 16 MiB.");
        }

        return JsonSerializer.SerializeToElement(arguments).Deserialize<T>(Wire.Options) ?? throw new JsonException();
    }
}
