using McpIac.Schemas.Data;

namespace McpIac.Providers.Stores;

/// <summary>A live object as the store has it.</summary>
/// <param name="Properties">What was asked for; secrets are <c>{"$iac":"fingerprint"}</c> markers.</param>
/// <param name="Outputs">In the clear; secrets among them are sealed on disk.</param>
/// <param name="Deposed">A newer object took its urn over and it is still to be deleted.</param>
/// <param name="Tainted">It exists but isn't as asked: a change was done in part.</param>
/// <param name="Secrets">JSON pointers, as <c>/outputs/result</c> or <c>/private</c>, to what is sealed on disk.</param>
public sealed record StoredObject(
    string Type, string Id, string Urn, string Name, string Deployment, Datum Properties, Datum Outputs, IReadOnlyList<string> Dependencies,
    string? Etag = null, Datum? Private = null, bool Deposed = false, bool Tainted = false,
    IReadOnlyList<string>? Secrets = null)
{
    internal ObjectKey Key => new(Type, Id);
}

internal sealed record ObjectKey(string Type, string Id)
{
    /// <summary>Where the object stands in a listing, whose order is that of these texts by code units.</summary>
    public string Position => $"{Type}\n{Id}";
}
