using System.Globalization;

namespace McpIac.Schemas.Data;

/// <summary>What a <see cref="Datum"/> is.</summary>
public enum DatumKind { Null, Boolean, Number, Text, List, Map }

/// <summary>
/// An immutable JSON value with structural equality: the one value type of schemas, expressions, plans and state.
/// Numbers keep their text, so nothing is lost between reading and writing; two numbers are equal when they denote the same value.
/// Maps keep their members' order, which equality ignores. Thread-safe.
/// </summary>
public sealed partial class Datum : IEquatable<Datum>
{
    private static readonly IReadOnlyList<Datum> NoItems = Array.Empty<Datum>();
    private static readonly IReadOnlyList<KeyValuePair<string, Datum>> NoMembers = Array.Empty<KeyValuePair<string, Datum>>();

    // Most maps are small, and looking through a few members costs less than a table for each of them would.
    private const int IndexFrom = 9;

    private readonly string text;
    private readonly Dictionary<string, Datum>? index;

    private Datum(DatumKind kind, string text, IReadOnlyList<Datum> items, IReadOnlyList<KeyValuePair<string, Datum>> members)
    {
        Kind = kind;
        this.text = text;
        Items = items;
        Members = members;
        if (members.Count >= IndexFrom)
        {
            index = new Dictionary<string, Datum>(members.Count, StringComparer.Ordinal);
            foreach (var member in members) index[member.Key] = member.Value;
        }
    }

    public static Datum Null { get; } = new(DatumKind.Null, "null", NoItems, NoMembers);
    public static Datum True { get; } = new(DatumKind.Boolean, "true", NoItems, NoMembers);
    public static Datum False { get; } = new(DatumKind.Boolean, "false", NoItems, NoMembers);
    public static Datum EmptyList { get; } = new(DatumKind.List, "", NoItems, NoMembers);
    public static Datum EmptyMap { get; } = new(DatumKind.Map, "", NoItems, NoMembers);

    public DatumKind Kind { get; }

    /// <summary>The elements of a list; empty for every other kind.</summary>
    public IReadOnlyList<Datum> Items { get; }

    /// <summary>The members of a map in source order; empty for every other kind. A duplicate key's last value wins in <see cref="this[string]"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, Datum>> Members { get; }

    public bool IsNull => Kind == DatumKind.Null;

    /// <summary>This map, or this with only the last of members that have the same name.</summary>
    internal Datum WithoutRepeats() => HasRepeats() ? MapOf(Members.GroupBy(m => m.Key, StringComparer.Ordinal).Select(g => g.Last())) : this;

    public static Datum Of(bool value) => value ? True : False;
    public static Datum Of(string value) => new(DatumKind.Text, value, NoItems, NoMembers);
    public static Datum Of(long value) => OfNumber(value.ToString(CultureInfo.InvariantCulture));
    public static Datum Of(double value) => OfNumber(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>A number from its JSON text, which the caller has checked.</summary>
    public static Datum OfNumber(string jsonText) => new(DatumKind.Number, jsonText, NoItems, NoMembers);

    public static Datum ListOf(IEnumerable<Datum> items) => new(DatumKind.List, "", items.ToArray(), NoMembers);
    public static Datum MapOf(IEnumerable<KeyValuePair<string, Datum>> members) => new(DatumKind.Map, "", NoItems, members.ToArray());

    /// <summary>A map's member, or null when this is no map or has no such member.</summary>
    public Datum? this[string key]
    {
        get
        {
            if (index is not null) return index.TryGetValue(key, out var value) ? value : null;
            for (var i = Members.Count - 1; i >= 0; i--)
            {
                if (Members[i].Key == key) return Members[i].Value;
            }

            return null;
        }
    }

    /// <summary>The text of a text, or null for every other kind.</summary>
    public string? AsText() => Kind == DatumKind.Text ? text : null;

    public bool? AsBoolean() => Kind == DatumKind.Boolean ? text == "true" : null;

    /// <summary>A number's JSON text, or null for every other kind.</summary>
    public string? NumberText => Kind == DatumKind.Number ? text : null;

    public double? AsDouble() =>
        Kind == DatumKind.Number && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A whole number in range, also when it is written as 5.0 or 5e0; else null.</summary>
    public long? AsInteger()
    {
        if (Kind != DatumKind.Number) return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)) return whole;
        return IsWhole(text) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value is >= long.MinValue and <= long.MaxValue ? (long)value : null;
    }

    /// <summary>This map with one member set; anything else becomes a map of that member alone.</summary>
    public Datum With(string key, Datum value) =>
        MapOf(Members.Where(m => m.Key != key).Append(new KeyValuePair<string, Datum>(key, value)));

    public Datum Without(string key) => MapOf(Members.Where(m => m.Key != key));

    public bool Equals(Datum? other)
    {
        if (other is null || Kind != other.Kind) return false;
        if (ReferenceEquals(this, other)) return true;
        return Kind switch
        {
            DatumKind.Number => text == other.text || SameNumber(other),
            DatumKind.List => Items.SequenceEqual(other.Items),
            DatumKind.Map => HasAllOf(other) && other.HasAllOf(this),
            _ => text == other.text,
        };
    }

    public override bool Equals(object? obj) => Equals(obj as Datum);

    public override int GetHashCode() => Kind switch
    {
        DatumKind.Number => AsDouble().GetHashCode(),
        DatumKind.List => Items.Count == 0 ? 1 : Items.Count * 31 + Items[0].GetHashCode(),
        DatumKind.Map => index?.Count ?? Members.Select(m => m.Key).Distinct(StringComparer.Ordinal).Count(),
        _ => text.GetHashCode(),
    };

    /// <summary>Compact JSON in source order.</summary>
    public override string ToString() => DatumWriter.Write(this, sortKeys: false);

    private bool HasRepeats()
    {
        if (index is not null) return index.Count != Members.Count;
        for (var i = 1; i < Members.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Members[i].Key == Members[j].Key) return true;
            }
        }

        return false;
    }

    private bool HasAllOf(Datum other)
    {
        foreach (var member in other.Members)
        {
            if (this[member.Key] is not { } value || !value.Equals(other[member.Key])) return false;
        }

        return true;
    }

    private bool SameNumber(Datum other) => AsDouble() == other.AsDouble() && ExactNumber.Of(text).CompareTo(ExactNumber.Of(other.text)) == 0;

    // Whether digits are left behind the point. A decimal would round those away that it has no room for.
    private static bool IsWhole(string number)
    {
        var e = number.IndexOfAny(['e', 'E']);
        var mantissa = (e < 0 ? number : number.Substring(0, e)).TrimStart('-');
        var point = mantissa.IndexOf('.');
        var digits = mantissa.Replace(".", "").TrimEnd('0');
        if (digits.Length == 0) return true;
        if (e < 0) return point < 0 || digits.Length <= point;
        return int.TryParse(number.Substring(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && digits.Length <= (point < 0 ? mantissa.Length : point) + (long)exponent;
    }
}
