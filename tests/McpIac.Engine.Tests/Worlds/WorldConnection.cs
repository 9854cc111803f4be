using McpIac.Engine.Connections;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Tests.Worlds;

/// <summary>A provider's connection to the world.</summary>
/// <param name="intercept">Answers in the world's stead: an <c>Envelope</c> of the tool's kind, or null to let the world answer.</param>
internal sealed class WorldConnection(string name, World world, Func<string, object, TimeSpan, Task<object?>>? intercept = null) : IProviderConnection
{
    public string Name => name;
    public ProviderLimits Limits { get; init; } = ProviderLimits.None;
    public event Action<ProviderNote>? Noted;
    public void Note(ProviderNote note) => Noted?.Invoke(note);
    public bool IsDisposed { get; private set; }

    public async Task<Envelope<T>> CallAsync<T>(string tool, object args, TimeSpan timeout, CancellationToken cancellation)
    {
        if (IsDisposed) return Error<T>(ErrorCodes.Unknown, "the connection is closed", "possible");
        if (intercept is not null && await intercept(tool, args, timeout) is { } answer) return (Envelope<T>)answer;
        return args switch
        {
            ApplyArguments apply => Answer<T>(new ApplyData(world.Apply(apply.Changes!, apply.Options!.ContinueOnError, name))),
            GetArguments get => world.Get(get) is { } found ? Answer<T>(found) : Error<T>(ErrorCodes.NotFound, "not found"),
            ListArguments list when world.Page > 0 => Answer<T>(world.List(list, name)),
            ValidateArguments => Answer<T>(new ValidateData(true, [])),
            _ => Error<T>(ErrorCodes.Unsupported, tool),
        };
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }

    public static Envelope<T> Answer<T>(object data) => new(true, (T)data, null, Metadata);

    public static Envelope<T> Error<T>(string code, string message, string sideEffects = "none", long? after = null, bool retryable = false) =>
        new(false, default, new WireError(code, message, new WireErrorDetails(Retryable: retryable, RetryAfterMs: after, SideEffects: sideEffects)), Metadata);

    private static EnvelopeMetadata Metadata { get; } = new("", 0, "world", "1", null);
}
