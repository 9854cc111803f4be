using McpIac.Dsl.Expressions;
using McpIac.Plans.States;
using McpIac.Schemas.Data;

namespace McpIac.Plans.Rollbacks;

/// <summary>
/// Finds what values came from: a text that an output of a needed resource yielded, alone or as a whole word of a longer one, becomes a reference to that output. Where one
/// that looks so came from elsewhere, no harm is done: while the output stays, so does the value.
/// </summary>
internal sealed class ValueOrigins
{
    // Shorter texts would be found inside others by chance.
    private const int Inside = 3;

    private readonly Dictionary<string, Reference> byText = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> byStart;

    public ValueOrigins(IReadOnlyList<ResourceState> needed)
    {
        foreach (var resource in needed)
        {
            // An id is the likelier origin of what is also another output.
            foreach (var (name, value) in resource.Outputs.Members.OrderBy(m => m.Key == "id" ? 0 : 1)) Add(resource.Urn, [name], value);
        }

        // After a run that failed a resource may still refer to what was replaced, which won't be there again.
        foreach (var (urn, outputs) in needed.SelectMany(r => r.Deposed.Select(d => (r.Urn, d.Outputs))))
        {
            foreach (var (name, value) in outputs.Members) Add(urn, [name], value);
        }

        byStart = byText.Keys.Where(t => t.Length >= Inside).OrderByDescending(t => t.Length).ToLookup(t => t[..Inside], StringComparer.Ordinal);
    }

    public Expression Refer(Datum value)
    {
        if (byText.Count == 0) return new Literal(value);
        switch (value.Kind)
        {
            case DatumKind.Text: return Refer(value.AsText() ?? "");
            case DatumKind.List:
                Expression[] items = [.. value.Items.Select(Refer)];
                return items.All(i => i is Literal) ? new Literal(value) : new ListExpression([.. items]);
            case DatumKind.Map when value["$iac"] is null:
                KeyValuePair<string, Expression>[] members = [.. value.Members.Select(m => KeyValuePair.Create(m.Key, Refer(m.Value)))];
                return members.All(m => m.Value is Literal) ? new Literal(value) : new MapExpression([.. members]);
            default: return new Literal(value);
        }
    }

    private Expression Refer(string text)
    {
        if (byText.TryGetValue(text, out var whole)) return whole;
        var parts = new List<Expression>();
        var from = 0;
        for (var at = 0; at + Inside <= text.Length; at++)
        {
            if (IsInWord(text, at) || byStart[text.Substring(at, Inside)].FirstOrDefault(t => string.CompareOrdinal(text, at, t, 0, t.Length) == 0 && !IsInWord(text, at + t.Length)) is not { } found) continue;
            if (at > from) parts.Add(new Literal(Datum.Of(text[from..at])));
            parts.Add(byText[found]);
            from = at + found.Length;
            at = from - 1;
        }

        if (parts.Count == 0) return new Literal(Datum.Of(text));
        if (from < text.Length) parts.Add(new Literal(Datum.Of(text[from..])));
        return new Interpolation([.. parts]);
    }

    private void Add(string urn, EquatableList<string> path, Datum value)
    {
        switch (value.Kind)
        {
            case DatumKind.Text when value.AsText() is { Length: > 0 } text: byText.TryAdd(text, new Reference(urn, path)); break;
            case DatumKind.List:
                for (var i = 0; i < value.Items.Count; i++) Add(urn, [.. path, i.ToString(System.Globalization.CultureInfo.InvariantCulture)], value.Items[i]);
                break;
            case DatumKind.Map when value["$iac"] is null:
                foreach (var (name, inner) in value.Members) Add(urn, [.. path, name], inner);
                break;
        }
    }

    private static bool IsInWord(string text, int at) => at > 0 && at < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at]);
}
