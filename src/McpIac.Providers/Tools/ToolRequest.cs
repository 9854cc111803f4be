using System.Runtime.InteropServices;
using System.Text.Json;
using McpIac.Providers.Changes;
using McpIac.Providers.Handlers;
using McpIac.Schemas.Protocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace McpIac.Providers.Tools;

/// <summary>A call of a tool: its arguments, and where its progress goes.</summary>
internal abstract class ToolRequest
{
    /// <exception cref="JsonException">The arguments aren't of that form.</exception>
    public abstract T Read<T>() where T : class;

    public abstract ChangeProgress Progress { get; }

    /// <summary>From a client, as JSON.</summary>
    public sealed class Sent(RequestContext<CallToolRequestParams> request, CancellationToken cancellation) : ToolRequest
    {
        private const long LargestArguments = 16 * 1024 * 1024;

        public override ChangeProgress Progress { get; } = new ProgressNotes(request, cancellation).Report;

        public override T Read<T>()
        {
            var arguments = request.Params?.Arguments ?? new Dictionary<string, JsonElement>();
            if (arguments.Values.Sum(v => (long)JsonMarshal.GetRawUtf8Value(v).Length) > LargestArguments)
            {
                throw new ProviderException(ErrorCodes.Invalid, "The arguments are larger than 16 MiB.");
            }

            return JsonSerializer.SerializeToElement(arguments).Deserialize<T>(Wire.Options) ?? throw new JsonException();
        }
    }

    /// <summary>From this process, as they are.</summary>
    public sealed class Direct(object arguments) : ToolRequest
    {
        public override ChangeProgress Progress { get; } = (_, _, _) => { };

        public override T Read<T>() => arguments as T ?? throw new JsonException();
    }
}
