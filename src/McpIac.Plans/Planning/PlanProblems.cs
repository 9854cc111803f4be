using System.Globalization;
using McpIac.Plans.Binding;
using McpIac.Plans.States;
using McpIac.Schemas.Diagnostics;

namespace McpIac.Plans.Planning;

/// <summary>What a plan can't be, by the options of its resources; a page each in docs/diagnostics.</summary>
internal static class PlanProblems
{
    private const int NamedUsers = 3;

    /// <param name="byHand">By a command, not by its options.</param>
    public static Diagnostic ProtectedReplace(BoundResource resource, string why, bool byHand) => Diagnostic.Error("MCI3050",
        $"{resource.Name} ({resource.Type.Token}) is protected, and has to be replaced: {why}.", resource.Place,
        byHand ? Unprotect(resource.Urn) : "Take the change back; or, to let it be replaced, set its option protect to false.");

    public static Diagnostic ImportedReplace(BoundResource resource, IReadOnlyList<PropertyChange> changes)
    {
        var why = changes.Where(c => c.ForcesReplacement).Select(c => c.Path).ToArray();
        return Diagnostic.Error("MCI3054",
            $"{resource.Name} ({resource.Type.Token}) can't be imported as it is declared: {(why.Length == 0 ? "its type can't be updated in place" : $"its {string.Join(", ", why)} can't be changed in place")}, and {resource.Options.Import} has other values.",
            resource.Place, $"Write what exists: {string.Join("; ", changes.Take(5).Select(c => $"{c.Path} = {c.Before?.ToString() ?? "nothing"}"))}.");
    }

    public static Diagnostic ConditionBroken(BoundResource resource, string which, string why) => Diagnostic.Error("MCI3055",
        $"A {which} of {resource.Name} ({resource.Type.Token}) doesn't hold: {why}.", resource.Place, "Mend what it asks for, or the condition.");

    public static Diagnostic CheckBroken(BoundCheck check, string why) => Diagnostic.Warning("MCI3030",
        $"The check {check.Name} doesn't hold: {why}.", check.Place, "Mend what it looks at, or the check; the plan can be applied all the same.");

    public static Diagnostic Managed(BoundResource resource) => Diagnostic.Error("MCI3022",
        $"{resource.Name} ({resource.Type.Token}) is to be read only, and this deployment manages it: state has it under this name.", resource.Place,
        "Give what is read another name. The managed one then leaves the program, and is deleted; to let it be, first apply with its option retain.");

    public static Diagnostic SecretNotKept(BoundResource resource, IReadOnlyList<string> paths) => Diagnostic.Warning("MCI3051",
        $"{resource.Name} ({resource.Type.Token}) is updated, and changes of its {string.Join(", ", paths)} are ignored; but state keeps no secrets, so the update sends what the program has.",
        resource.Place, "Let the program have the value that is in use.");

    /// <param name="users">What is updated, and lets go of it only then.</param>
    public static Diagnostic DeletedWhileUsed(ResourceState resource, IReadOnlyList<BoundResource> users)
    {
        var names = Named(users.Select(u => u.Name));
        return Diagnostic.Warning("MCI4080",
            $"{resource.Name} ({resource.Type}) has to be deleted before what takes its place can be made, while it is still in use: {names} {(users.Count == 1 ? "lets" : "let")} go of it by an update that needs what takes its place. The provider may refuse the delete.",
            null, $"If it does, let {(users.Count == 1 ? "that" : "those")} be replaced as well: {string.Join(' ', users.Take(NamedUsers).Select(u => $"--replace {u.Name}"))}{(users.Count > NamedUsers ? " …" : "")}.");
    }

    private static string Named(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return string.Join(", ", all.Take(NamedUsers)) + (all.Length > NamedUsers ? string.Create(CultureInfo.InvariantCulture, $" and {all.Length - NamedUsers} more") : "");
    }

    /// <param name="declared">There is a program that it could be in.</param>
    public static Diagnostic ProtectedDelete(ResourceState resource, string why, bool declared) => Diagnostic.Error("MCI3050",
        $"{resource.Name} ({resource.Type}) is protected, and would be {(KeptOptions.IsRetained(resource) ? "forgotten" : "deleted")}: {why}.", null,
        resource.Protected ? Unprotect(resource.Urn)
        : declared ? "Declare it again; to delete it, apply once with its option protect set to false, and then take it out."
        : "To delete it, apply once with its option protect set to false.");

    private static string Unprotect(string urn) => $"To let it go, run 'mciacc state unprotect {urn}'.";
}
