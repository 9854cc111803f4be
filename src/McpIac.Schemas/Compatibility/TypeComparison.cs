using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Compatibility;

/// <summary>Compares one type's properties, outputs and lifecycle. Changes carry the token after the change.</summary>
internal static class TypeComparison
{
    public static IEnumerable<SchemaChange> Compare(ResourceType before, ResourceType after) =>
        Lifecycle(before, after).Concat(Inputs(before, after)).Concat(Outputs(before, after));

    private static IEnumerable<SchemaChange> Lifecycle(ResourceType before, ResourceType after)
    {
        if (before.CanUpdate && !after.CanUpdate) yield return Change("can't be updated any more: every change replaces it");
        if (!before.CanUpdate && after.CanUpdate) yield return Change("can be updated now, where it was replaced");
        if (before.DeleteFirst != after.DeleteFirst) yield return Change(after.DeleteFirst ? "is deleted before it is replaced" : "is replaced before the old one is deleted");
        if (before.Stateful != after.Stateful) yield return Change(after.Stateful ? "holds data that its deletion destroys" : "holds no data any more that its deletion would destroy");
        foreach (var (verb, was, now) in new[]
        {
            ("creation", before.UndoCreate, after.UndoCreate), ("update", before.UndoUpdate, after.UndoUpdate), ("deletion", before.UndoDelete, after.UndoDelete),
        })
        {
            if (was != now) yield return Change($"has a{(verb == "update" ? "n" : "")} {verb} that is undone by other means: {Word(now)}, and was {Word(was)}");
        }

        if (!before.Identity.SequenceEqual(after.Identity))
            yield return Change($"is identified by {string.Join(", ", after.Identity)}, and was by {string.Join(", ", before.Identity)}");

        SchemaChange Change(string text) => new(ChangeImpact.Behavioural, after.Token, "", ChangeKind.Lifecycle, text);
    }

    private static IEnumerable<SchemaChange> Inputs(ResourceType before, ResourceType after) =>
        new ShapeComparison(after.Token, isInput: true).Members(before.Properties, after.Properties, "");

    // An output that is a property too was compared as that.
    private static IEnumerable<SchemaChange> Outputs(ResourceType before, ResourceType after) =>
        new ShapeComparison(after.Token, isInput: false).Members(Only(before), Only(after), "");

    private static Shape Only(ResourceType type) => type.Outputs with { Members = [.. type.Outputs.Members.Where(o => type.Properties.Member(o.Name) is null)] };

    private static string Word(UndoKind undo) => undo switch { UndoKind.Exact => "exactly", UndoKind.Recreate => "by making it again", _ => "not at all" };
}
