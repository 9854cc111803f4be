using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Validation;

/// <summary>One validation of one value: collects what it breaks.</summary>
internal sealed class ShapeValidation
{
    private const int MaxTrials = 20_000;

    private readonly List<Violation> found = [];

    // Shared with the validations of alternatives.
    private readonly int[] trials;

    public ShapeValidation() : this([0])
    {
    }

    private ShapeValidation(int[] trials) => this.trials = trials;

    public IReadOnlyList<Violation> Found => found;

    /// <param name="secret">Inside a sensitive value, so that nothing of it may be shown.</param>
    public void Check(Shape shape, Datum value, string path, bool secret)
    {
        if (value["$iac"]?.AsText() is "unknown" or "secret") return;
        secret |= shape.Sensitive || shape.WriteOnly;
        if (value.IsNull)
        {
            if (!shape.Nullable && shape.Kind != ShapeKind.Any) Add(path, "type", $"null is no {KindName(shape.Kind)}");
            return;
        }

        if (shape.Variants.Count > 0)
        {
            CheckVariants(shape, value, path, secret);
            return;
        }

        if (!HasKind(shape.Kind, value))
        {
            Add(path, "type", WrongKind(shape.Kind, value, secret));
            return;
        }

        CheckEnum(shape, value, path, secret);
        switch (value.Kind)
        {
            case DatumKind.Number: CheckNumber(shape, value, path, secret); break;
            case DatumKind.Text: CheckText(shape, value.AsText() ?? "", path, secret); break;
            case DatumKind.List: CheckList(shape, value, path, secret); break;
            case DatumKind.Map: CheckMap(shape, value, path, secret); break;
        }
    }

    /// <summary>
    /// A value has to fit one alternative. When it fits none, what is said is what it breaks of the one that is meant: an alternative whose known values
    /// (<c>kind: "file"</c>) the value has, else the one that it comes closest to.
    /// </summary>
    private void CheckVariants(Shape shape, Datum value, string path, bool secret)
    {
        var possible = shape.Variants.Where(v => MayBe(v, value)).ToArray();
        if (possible.Length == 0 && NamesNone(shape, value, path, secret)) return;
        IReadOnlyList<Violation>? closest = null;
        foreach (var variant in possible.Length > 0 ? possible : shape.Variants.Where(v => HasKind(v.Kind, value)))
        {
            // Alternatives inside alternatives multiply; what isn't looked at is left to the provider.
            if (++trials[0] > MaxTrials) return;
            var trial = new ShapeValidation(trials);
            trial.Check(variant, value, path, secret);
            if (trial.found.Count == 0) return;
            if (closest is null || trial.found.Count < closest.Count) closest = trial.found;
        }

        if (closest is not null) found.AddRange(closest);
        else Add(path, "type", WrongKind(string.Join(" or ", shape.Variants.Select(v => Article(v.Kind)).Distinct()), value, secret));
    }

    /// <summary>A member that tells the alternatives apart, with a value that none of them has: then that is what is wrong.</summary>
    private bool NamesNone(Shape shape, Datum value, string path, bool secret)
    {
        var before = found.Count;
        foreach (var member in shape.Members.Where(m => m.Shape.Enum.Count > 0))
        {
            if (value[member.Name] is { IsNull: false } given && given["$iac"] is null) CheckEnum(member.Shape, given, JsonPointer.Append(path, member.Name), secret || member.Shape.Sensitive);
        }

        return found.Count > before;
    }

    /// <summary>Whether nothing at its surface speaks against an alternative: the kind, required members, members with known values.</summary>
    private static bool MayBe(Shape variant, Datum value) =>
        HasKind(variant.Kind, value) && (value.Kind != DatumKind.Map || variant.Members.All(m => value[m.Name] is { } given
            ? m.Shape.Enum.Count == 0 || m.Shape.Enum.Contains(given) || given["$iac"] is not null || given.IsNull
            : !m.Required || m.Aliases.Any(a => value[a] is not null)));

    private void CheckEnum(Shape shape, Datum value, string path, bool secret)
    {
        if (shape.Enum.Count == 0 || shape.Enum.Contains(value)) return;
        var allowed = shape.Enum.Select(e => e.AsText() ?? e.ToString()).ToArray();
        if (shape.Equal == "caseInsensitive" && allowed.Contains(value.AsText(), StringComparer.OrdinalIgnoreCase)) return;
        var nearest = secret || value.AsText() is not { } text ? null : Nearest.To(text, allowed);
        var list = allowed.Length <= 12 ? string.Join(", ", allowed) : string.Join(", ", allowed.Take(12)) + $" and {allowed.Length - 12} more";
        Add(path, "enum", $"{Show(value, secret)} is none of {list}" + (nearest is null ? "" : $"; did you mean '{nearest}'?"));
    }

    private void CheckNumber(Shape shape, Datum value, string path, bool secret)
    {
        var number = value.AsDouble() ?? double.NaN;
        var shown = Show(value, secret);
        if (number < shape.Minimum) Add(path, "range", $"{shown} is less than the minimum {Number(shape.Minimum)}");
        if (number > shape.Maximum) Add(path, "range", $"{shown} is more than the maximum {Number(shape.Maximum)}");
        if (number <= shape.ExclusiveMinimum) Add(path, "range", $"{shown} isn't more than {Number(shape.ExclusiveMinimum)}");
        if (number >= shape.ExclusiveMaximum) Add(path, "range", $"{shown} isn't less than {Number(shape.ExclusiveMaximum)}");
        if (shape.Format is { } format && Formats.Broken(format, value.NumberText ?? "") is { } what) Add(path, "format", $"{shown} is no {what}");
    }

    private void CheckText(Shape shape, string text, string path, bool secret)
    {
        var shown = Show(Datum.Of(text), secret);
        var length = CodePoints(text);
        if (length < shape.MinLength)
            Add(path, "length", shape.MinLength == 1 ? "an empty text isn't allowed" : $"{shown} is shorter than {shape.MinLength} characters");
        if (length > shape.MaxLength) Add(path, "length", $"{shown} is longer than {shape.MaxLength} characters");
        if (shape.Pattern is { } pattern && !Patterns.Matches(pattern, text)) Add(path, "pattern", $"{shown} doesn't match the pattern {pattern}");
        if (shape.Format is { } format && Formats.Broken(format, text) is { } what) Add(path, "format", $"{shown} is no {what}");
    }

    private void CheckList(Shape shape, Datum value, string path, bool secret)
    {
        CheckCount(shape, value.Items.Count, "element", path);
        if (shape.UniqueItems)
        {
            var seen = new HashSet<Datum>();
            foreach (var item in value.Items.Where(i => !HoldsMarker(i) && !seen.Add(i)).Take(1)) Add(path, "unique", $"{Show(item, secret)} is in the list more than once");
        }

        if (shape.Element is null) return;
        for (var i = 0; i < value.Items.Count; i++) Check(shape.Element, value.Items[i], JsonPointer.Append(path, i), secret);
    }

    // Two values that aren't known or shown needn't be equal, though their markers are.
    private static bool HoldsMarker(Datum value) =>
        value["$iac"] is not null || value.Items.Any(HoldsMarker) || value.Members.Any(m => HoldsMarker(m.Value));

    private void CheckMap(Shape shape, Datum value, string path, bool secret)
    {
        CheckCount(shape, value.Members.Count, "entry", path);
        if (shape.Raw["propertyNames"] is { Kind: DatumKind.Map } names) CheckNames(ShapeReader.Read(names.With("type", Datum.Of("string")), "").Shape, value, path);
        foreach (var member in shape.Members)
        {
            var nullCounts = member.Shape.Nullable || member.Shape.Kind == ShapeKind.Any;
            if (member.Required && member.Aliases.Append(member.Name).All(n => value[n] is not { } given || (given.IsNull && !nullCounts)))
                Add(JsonPointer.Append(path, member.Name), "required", "is required and isn't set");
        }

        foreach (var entry in value.Members.GroupBy(m => m.Key, StringComparer.Ordinal).Select(g => g.Last()))
            CheckMember(shape, entry.Key, entry.Value, JsonPointer.Append(path, entry.Key), secret);
    }

    private void CheckMember(Shape shape, string name, Datum value, string path, bool secret)
    {
        if (shape.Member(name) is { } member)
        {
            if (!value.IsNull || member.Shape.Nullable) Check(member.Shape, value, path, secret);
        }
        else if (shape.Element is { } element)
        {
            Check(element, value, path, secret);
        }
        else if (shape.Kind == ShapeKind.Object && !shape.Open)
        {
            var nearest = Nearest.To(name, shape.Members.SelectMany(m => m.Aliases.Prepend(m.Name)));
            Add(path, "unknownMember", "isn't known here" + (nearest is null ? "" : $"; did you mean '{nearest}'?"));
        }
    }

    private void CheckNames(Shape names, Datum value, string path)
    {
        foreach (var name in value.Members.Select(m => m.Key).Distinct())
            CheckText(names, name, JsonPointer.Append(path, name), secret: false);
    }

    private void CheckCount(Shape shape, int count, string noun, string path)
    {
        if (count < shape.MinItems) Add(path, "items", $"has {Counted(count, noun)}, fewer than {shape.MinItems}");
        if (count > shape.MaxItems) Add(path, "items", $"has {Counted(count, noun)}, more than {shape.MaxItems}");
    }

    private void Add(string path, string code, string message) => found.Add(new Violation(path, code, message));

    private static bool HasKind(ShapeKind kind, Datum value) => kind switch
    {
        ShapeKind.Text => value.Kind == DatumKind.Text,
        ShapeKind.Integer => value.AsInteger() is not null,
        ShapeKind.Number => value.Kind == DatumKind.Number,
        ShapeKind.Boolean => value.Kind == DatumKind.Boolean,
        ShapeKind.Object or ShapeKind.Map => value.Kind == DatumKind.Map,
        ShapeKind.List => value.Kind == DatumKind.List,
        _ => true,
    };

    private static string WrongKind(ShapeKind expected, Datum value, bool secret) =>
        expected == ShapeKind.Integer && value.Kind == DatumKind.Number ? $"{Show(value, secret)} is no whole number of 64 bits" : WrongKind(Article(expected), value, secret);

    private static string WrongKind(string expected, Datum value, bool secret) =>
        value.Kind is DatumKind.List or DatumKind.Map ? $"is {Kind(value.Kind)}, not {expected}" : $"{Show(value, secret)} is {Kind(value.Kind)}, not {expected}";

    private static string Kind(DatumKind kind) => kind switch
    {
        DatumKind.Text => "a text",
        DatumKind.Number => "a number",
        DatumKind.Boolean => "a boolean",
        DatumKind.List => "a list",
        _ => "a map",
    };

    private static string KindName(ShapeKind kind) => kind switch
    {
        ShapeKind.Text => "text",
        ShapeKind.Integer => "whole number",
        ShapeKind.Number => "number",
        ShapeKind.Boolean => "boolean",
        ShapeKind.List => "list",
        ShapeKind.Object => "object",
        _ => "map",
    };

    private static string Article(ShapeKind kind) => kind == ShapeKind.Object ? "an object" : kind == ShapeKind.Any ? "any value" : "a " + KindName(kind);

    private static string Show(Datum value, bool secret)
    {
        if (secret) return "the value";
        var text = value.ToString();
        return text.Length <= 80 ? text : text.Substring(0, 77) + "…";
    }

    private static string Number(double? value) => Datum.Of(value ?? 0).ToString();

    private static string Counted(int count, string noun) =>
        count == 1 ? $"1 {noun}" : $"{count} {(noun == "entry" ? "entries" : noun + "s")}";

    /// <summary>JSON Schema counts characters, not UTF-16 units.</summary>
    private static int CodePoints(string text)
    {
        var count = text.Length;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i])) count--;
        }

        return count;
    }
}
