using System;
using System.Collections.Generic;
using System.Globalization;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Compatibility;

/// <summary>Compares two shapes. What an author writes may not become narrower, what a provider yields may not go away.</summary>
internal sealed class ShapeComparison(string token, bool isInput)
{
    // As deep as classes are nested; what is below is free-form in a program.
    private const int MaxDepth = 8;

    public IEnumerable<SchemaChange> Members(Shape before, Shape after, string path, int depth = 0)
    {
        if (depth > MaxDepth || before.IsRepeat || after.IsRepeat) yield break;
        var fresh = after.Members.Where(m => Find(before, m.Name) is null && !m.Aliases.Any(a => Find(before, a) is not null)).ToList();
        foreach (var member in before.Members)
        {
            // A name that lives on as an alias still works.
            var at = Join(path, member.Name);
            if (after.Member(member.Name) is { } same)
            {
                if (same.Name != member.Name) yield return new SchemaChange(ChangeImpact.Additive, token, at, ChangeKind.Renamed, $"is called {same.Name} now, and its old name still works", null, same.Name);
                foreach (var change in Presence(member, same, at).Concat(Value(member.Shape, same.Shape, at, depth))) yield return change;
                continue;
            }

            var renamed = Likeness.Of(member, fresh);
            if (renamed is null)
            {
                yield return new SchemaChange(ChangeImpact.Breaking, token, at, ChangeKind.Removed, "is gone", member.Shape.Raw);
                continue;
            }

            fresh.Remove(renamed);
            yield return new SchemaChange(ChangeImpact.Breaking, token, at, ChangeKind.Renamed, $"is called {renamed.Name} now", member.Shape.Raw, renamed.Name);
            foreach (var change in Presence(member, renamed, Join(path, renamed.Name)).Concat(Value(member.Shape, renamed.Shape, Join(path, renamed.Name), depth))) yield return change;
        }

        foreach (var member in fresh)
        {
            var demanded = isInput && member.Required;
            yield return new SchemaChange(demanded ? ChangeImpact.Breaking : ChangeImpact.Additive, token, Join(path, member.Name),
                demanded ? ChangeKind.Required : ChangeKind.Added, demanded ? "is new and required" : "is new");
        }
    }

    private IEnumerable<SchemaChange> Presence(ShapeMember before, ShapeMember after, string path)
    {
        if (!isInput || before.Required == after.Required) yield break;
        yield return after.Required
            ? new SchemaChange(ChangeImpact.Breaking, token, path, ChangeKind.Required, "is required now", Datum.False)
            : new SchemaChange(ChangeImpact.Additive, token, path, ChangeKind.Optional, "is optional now", Datum.True);
    }

    private IEnumerable<SchemaChange> Value(Shape before, Shape after, string path, int depth)
    {
        foreach (var change in Annotations(before, after, path)) yield return change;
        if (before.Kind != after.Kind)
        {
            var wider = after.Kind == ShapeKind.Any || before.Kind == ShapeKind.Integer && after.Kind == ShapeKind.Number;
            yield return new SchemaChange(isInput && wider ? ChangeImpact.Behavioural : ChangeImpact.Breaking, token, path, ChangeKind.Retyped,
                $"is {Word(after.Kind)} now, and was {Word(before.Kind)}", Datum.Of(before.Kind.ToString()));
            yield break;
        }

        foreach (var change in Bounds(before, after, path)) yield return change;
        if (before.Kind == ShapeKind.Object)
        {
            foreach (var change in Members(before, after, path, depth + 1)) yield return change;
        }

        if (before.Element is not null && after.Element is not null)
        {
            foreach (var change in Value(before.Element, after.Element, path + (before.Kind == ShapeKind.List ? "[]" : "{}"), depth + 1)) yield return change;
        }
    }

    private IEnumerable<SchemaChange> Annotations(Shape before, Shape after, string path)
    {
        if (isInput && before.Immutable != after.Immutable)
            yield return Note(after.Immutable ? "can't be changed in place any more: a change replaces" : "can be changed in place now");
        if (!Equals(before.Default, after.Default)) yield return new SchemaChange(ChangeImpact.Behavioural, token, path, ChangeKind.Default,
            after.Default is null ? $"has no default any more; it was {before.Default}" : before.Default is null ? $"has the default {after.Default} now" : $"has the default {after.Default}, and had {before.Default}", before.Default);
        if (!before.Deprecated && after.Deprecated) yield return Note("is deprecated");
        if (before.Sensitive != after.Sensitive) yield return Note(after.Sensitive ? "is a secret now" : "is no secret any more");
        if (before.Computed != after.Computed && isInput) yield return Note(after.Computed ? "is filled in by the provider when it isn't set" : "isn't filled in by the provider any more");
        if (before.Unordered != after.Unordered) yield return Note(after.Unordered ? "has no order any more" : "has an order that matters now");
        if (before.Equal != after.Equal) yield return Note("is compared in another way");
        if (isInput && !before.References.SequenceEqual(after.References))
        {
            var narrower = after.References.Count > 0 && !after.ReferenceOrText && (before.References.Count == 0 || before.References.Except(after.References).Any());
            yield return new SchemaChange(narrower ? ChangeImpact.Breaking : ChangeImpact.Additive, token, path, narrower ? ChangeKind.Narrowed : ChangeKind.Widened,
                after.References.Count == 0 ? "may refer to anything" : $"refers to {string.Join(" or ", after.References)}{(before.References.Count == 0 ? "" : $", and referred to {string.Join(" or ", before.References)}")}");
        }

        SchemaChange Note(string text) => new(ChangeImpact.Behavioural, token, path, ChangeKind.Annotation, text);
    }

    private IEnumerable<SchemaChange> Bounds(Shape before, Shape after, string path)
    {
        return new[]
        {
            Limit("at least", before.Minimum, after.Minimum, upper: false), Limit("at most", before.Maximum, after.Maximum, upper: true),
            Limit("more than", before.ExclusiveMinimum, after.ExclusiveMinimum, upper: false), Limit("less than", before.ExclusiveMaximum, after.ExclusiveMaximum, upper: true),
            Limit("of a length of at least", before.MinLength, after.MinLength, upper: false), Limit("of a length of at most", before.MaxLength, after.MaxLength, upper: true),
            Limit("a list of at least", before.MinItems, after.MinItems, upper: false), Limit("a list of at most", before.MaxItems, after.MaxItems, upper: true),
            Rule("pattern", before.Pattern, after.Pattern), Rule("format", before.Format, after.Format), Values(before.Enum, after.Enum),
            before.Nullable == after.Nullable ? null : Fit(after.Nullable, after.Nullable ? "may be null now" : "may not be null any more", null),
            before.UniqueItems == after.UniqueItems ? null : Fit(!after.UniqueItems, after.UniqueItems ? "may hold no value twice now" : "may hold a value twice now", null),
        }.OfType<SchemaChange>();

        SchemaChange? Limit(string what, double? was, double? now, bool upper)
        {
            if (Nullable.Equals(was, now)) return null;
            var wider = now is null || was is not null && (upper ? now > was : now < was);
            return Fit(wider, now is null ? $"needn't be {what} {Number(was)} any more" : was is null ? $"must be {what} {Number(now)} now" : $"must be {what} {Number(now)}, and was {what} {Number(was)}",
                was is { } number ? Datum.Of(number) : null);
        }

        SchemaChange? Rule(string what, string? was, string? now) => was == now ? null
            : Fit(now is null, now is null ? $"has no {what} any more" : was is null ? $"has the {what} {now} now" : $"has the {what} {now}, and had {was}", was is null ? null : Datum.Of(was));

        SchemaChange? Values(IReadOnlyList<Datum> was, IReadOnlyList<Datum> now)
        {
            Datum[] lost = was.Count == 0 ? [] : [.. was.Except(now)], won = now.Count == 0 ? [] : [.. now.Except(was)];
            if (was.Count == 0 && now.Count > 0) return Fit(false, $"must be one of {string.Join(", ", now)} now", null);
            if (was.Count > 0 && now.Count == 0) return Fit(true, "may be any value now", Datum.ListOf(was));
            if (lost.Length > 0) return Fit(false, $"may not be {string.Join(" or ", lost.AsEnumerable())} any more", Datum.ListOf(was));
            return won.Length > 0 ? Fit(true, $"may be {string.Join(" or ", won.AsEnumerable())} too", Datum.ListOf(was)) : null;
        }

        // For a reader a narrower value is no trouble, and a wider one may be.
        SchemaChange Fit(bool wider, string text, Datum? was) => new(
            wider == isInput ? ChangeImpact.Additive : isInput ? ChangeImpact.Breaking : ChangeImpact.Behavioural,
            token, path, wider ? ChangeKind.Widened : ChangeKind.Narrowed, text, was);
    }

    private static ShapeMember? Find(Shape shape, string name) => shape.Member(name);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Word(ShapeKind kind) => kind switch
    {
        ShapeKind.Any => "any value",
        ShapeKind.Text => "a text",
        ShapeKind.Integer => "a whole number",
        ShapeKind.Number => "a number",
        ShapeKind.Boolean => "true or false",
        ShapeKind.Object => "an object",
        ShapeKind.Map => "a map",
        _ => "a list",
    };
}
