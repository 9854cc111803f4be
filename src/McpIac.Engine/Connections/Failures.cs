using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Connections;

/// <summary>Envelopes for calls that a provider never answered properly.</summary>
internal static class Failures
{
    public static Envelope<T> Of<T>(string provider, string code, string message, bool retryable, string sideEffects) =>
        new(false, default, new WireError(code, message, new WireErrorDetails(Retryable: retryable, SideEffects: sideEffects)),
            new EnvelopeMetadata("", 0, provider, "", null));
}
