using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Handlers;

/// <summary>A failure that a handler understands. Its message is shown to people; secrets of the change are blotted out of it.</summary>
public sealed class ProviderException(WireError error) : Exception(error.Message)
{
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="sideEffects"><c>none</c>, <c>possible</c> or <c>confirmed</c>; with anything but <c>none</c> the change's outcome is unknown.</param>
    /// <param name="retryable">True when the same change may well succeed later.</param>
    /// <param name="path">JSON pointer to the property at fault.</param>
    public ProviderException(string code, string message, string sideEffects = "none", bool retryable = false, string? path = null)
        : this(new WireError(code, message, new WireErrorDetails(path, Retryable: retryable, SideEffects: sideEffects)))
    {
    }

    public WireError Error { get; } = error;
}
