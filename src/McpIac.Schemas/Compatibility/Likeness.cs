using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Compatibility;

/// <summary>Finds what something that went away is probably called now.</summary>
internal static class Likeness
{
    private const double EnoughInCommon = 0.6;

    /// <summary>The new type that has most of the old one's properties, or nearly its name; null when none does.</summary>
    public static ResourceType? Of(ResourceType gone, IReadOnlyList<ResourceType> added)
    {
        var alike = added.Select(t => (Type: t, Common: InCommon(gone.Properties, t.Properties)))
            .Where(c => c.Common >= EnoughInCommon).OrderByDescending(c => c.Common).ThenBy(c => c.Type.Token, StringComparer.Ordinal).FirstOrDefault().Type;
        return alike ?? (Nearest.To(gone.Token, added.Select(t => t.Token)) is { } name ? added.First(t => t.Token == name) : null);
    }

    /// <summary>The new member of the same kind whose name is closest, contains the old one's or is contained in it, or whose description is the same.</summary>
    public static ShapeMember? Of(ShapeMember gone, IReadOnlyList<ShapeMember> added)
    {
        ShapeMember[] same = [.. added.Where(m => m.Shape.Kind == gone.Shape.Kind && m.Shape.Element?.Kind == gone.Shape.Element?.Kind)];
        return same.FirstOrDefault(m => m.Aliases.Contains(gone.Name))
            ?? same.FirstOrDefault(m => string.Equals(Plain(m.Name), Plain(gone.Name), StringComparison.OrdinalIgnoreCase))
            ?? (Nearest.To(gone.Name, same.Select(m => m.Name)) is { } name ? same.First(m => m.Name == name) : null)
            ?? Single(same.Where(m => gone.Shape.Description.Length > 0 && m.Shape.Description == gone.Shape.Description))
            ?? Single(same.Where(m => Within(m.Name, gone.Name) || Within(gone.Name, m.Name)));
    }

    private static ShapeMember? Single(IEnumerable<ShapeMember> candidates) => candidates.Take(2).ToArray() is { Length: 1 } only ? only[0] : null;

    private static bool Within(string part, string whole) => part.Length >= 3 && whole.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string Plain(string name) => new([.. name.Where(char.IsLetterOrDigit)]);

    private static double InCommon(Shape a, Shape b)
    {
        var names = new HashSet<string>(a.Members.Select(m => m.Name), StringComparer.Ordinal);
        var common = b.Members.Count(m => names.Contains(m.Name));
        var all = names.Count + b.Members.Count - common;
        return all == 0 ? 0 : (double)common / all;
    }
}
