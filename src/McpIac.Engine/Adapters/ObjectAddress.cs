using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Engine.Adapters;

/// <summary>
/// The id of an object of a plain server: the members that tell it from others, as one text. A single one stands for itself; several are joined by <c>/</c>, and what they
/// have of <c>/</c> and <c>~</c> is written as in a JSON pointer. So ids can be read, typed, and imported by.
/// </summary>
internal static class ObjectAddress
{
    /// <summary>The members of the address, in order: what nobody else may share, else what a delete wants to know.</summary>
    public static IReadOnlyList<string> Members(ResourceType type) => type.NaturalKeys is [{ Count: > 0 } key, ..] ? key : type.Identity;

    /// <summary>True when the author chooses the address, so that it is known before the object is there.</summary>
    public static bool IsChosen(ResourceType type) => type.NaturalKeys is [{ Count: > 0 }, ..];

    /// <summary>The id, or null when a member that it can't do without isn't known.</summary>
    public static string? Of(ResourceType type, Datum known)
    {
        var parts = Members(type).Select(m => Text(known[m] ?? Shape(type, m)?.Default)).ToArray();
        if (parts.Length == 0 || parts.All(string.IsNullOrEmpty) || type.Identity.Any(i => Text(known[i] ?? Shape(type, i)?.Default) is null)) return null;
        return parts.Length == 1 ? parts[0] : string.Join('/', parts.Select(p => Escape(p ?? "")));
    }

    /// <summary>The members that an id says; null when it isn't one of the type.</summary>
    public static Datum? Read(ResourceType type, string id)
    {
        var members = Members(type);
        var parts = members.Count == 1 ? [id] : id.Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToArray();
        if (parts.Length != members.Count) return null;
        var known = members.Zip(parts).Where(p => p.Second.Length > 0).Select(p => KeyValuePair.Create(p.First, Typed(Shape(type, p.First), p.Second)));
        return Datum.MapOf(known);
    }

    /// <summary>What a value is in an address; null for what has no place there.</summary>
    public static string? Text(Datum? value) => value?.Kind switch
    {
        DatumKind.Text => value.AsText(),
        DatumKind.Number => value.NumberText,
        DatumKind.Boolean => value.AsBoolean() == true ? "true" : "false",
        _ => null,
    };

    private static Shape? Shape(ResourceType type, string member) => type.Properties.Member(member)?.Shape ?? type.Outputs.Member(member)?.Shape;

    private static Datum Typed(Shape? shape, string text) => AnswerValues.Fitted(shape, Datum.Of(text));

    private static string Escape(string part) => part.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
