using McpIac.Plans.Planning;
using McpIac.Plans.Secrets;
using McpIac.Plans.States;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Execution;

/// <summary>The change that takes a change back, or why there is none: a clause.</summary>
internal static class Inverse
{
    public const string InPlace = "the provider made the new object in the old one's place";

    /// <param name="id">What was made.</param>
    /// <param name="replaced">It took the place of another, which is the resource again by then.</param>
    public static (Operation? Operation, string? Why) OfCreate(PlanStep step, ResourceType? type, string id, WirePrior prior, string? origin, bool replaced) =>
        type?.UndoCreate == UndoKind.Irreversible
            ? (null, "the provider can't take its creation back")
            : (new Operation("delete", step, type) { Id = id, Prior = prior, Deposed = replaced, Origin = origin }, null);

    /// <param name="sent">What the update sent, in the clear, which may tell the secrets that it left alone; null when it isn't known.</param>
    public static (Operation? Operation, string? Why) OfUpdate(PlanStep step, ResourceType? type, ResourceState current, ResourceState? prior, Datum? sent)
    {
        if (prior is null || type?.UndoUpdate == UndoKind.Irreversible) return (null, "the provider can't take its update back");
        if (FormerInputs.Of(prior, type, sent) is not { } inputs) return (null, "state keeps no secrets, so the former ones can't be sent again");
        return (new Operation("update", step, type)
        {
            Id = current.Id, Prior = OperationBuilder.PriorOf(current), Inputs = inputs, SecretMembers = FormerInputs.SecretMembers(prior), Dependencies = prior.Dependencies, At = prior.At,
            WasIncomplete = prior.Incomplete, Kept = prior.Options, Origin = current.Origin,
        }, null);
    }
}
