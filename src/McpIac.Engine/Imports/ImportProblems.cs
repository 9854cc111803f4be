using McpIac.Plans.Binding;
using McpIac.Plans.Planning;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Imports;

/// <summary>Why something can't be imported.</summary>
internal static class ImportProblems
{
    public static Diagnostic NotFound(string name, string type, string id, string provider, WireError? error, SourcePlace? place) => Diagnostic.Error("MCI3053",
        $"{name} can't be imported: {provider} {(error is null or { Code: ErrorCodes.NotFound } ? $"has no {type} with the id {id}" : $"was asked for {type} {id} and answered: {error.Message.TrimEnd('.')}")}.", place,
        "Correct the id; or take the option import out, to have it made.");

    public static Diagnostic Managed(BoundResource resource, ResourceState other) => Diagnostic.Error("MCI3053",
        $"{resource.Name} can't be imported: {resource.Options.Import} is managed as {other.Name} ({other.Type}).", resource.Place,
        "To give it another name, use the option aliases instead.");

    public static Diagnostic Already(ResourceState known) => Diagnostic.Error("MCI3073",
        $"{known.Name} is in the state already: {known.Type} {known.Id}.", null, $"To take something else over, let it go first: 'mciacc state rm {known.Urn}'.");

    public static Diagnostic NoType(PlanStep step) => Diagnostic.Error("MCI3053",
        $"{step.Name} can't be imported: the type {step.Type} is in no snapshot.", null, "Pull the provider's snapshot.");
}
