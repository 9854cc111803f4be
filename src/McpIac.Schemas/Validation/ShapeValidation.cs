using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;
using McpIac.Schemas.Evaluation.Keywords;

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
        if (StandIns.Is(value)) return;
        secret |= shape.Sensitive || shape.WriteOnly;
        if (value.IsNull)
        {
            if (!shape.Nullable && shape.Kind != ShapeKind.Any) Add(path, "type", $"null is no {KindName(shape.Kind)}");
            return;
        }

        var before = found.Count;
        if (!(shape.Variants.Count > 0 ? CheckVariants(shape, value, path, secret) : CheckOne(shape, value, path, secret))) return;

        // An element that is none of a tuple's has been reported.
        if (shape.Conditions?.JudgeElements != true || found.Count == before) CheckConditions(shape, value, path, secret);
    }

    /// <summary>What a schema asks of this value beyond what a shape says.</summary>
    public void CheckConditions(Shape shape, Datum value, string path, bool secret)
    {
        if (shape.Conditions is { } conditions) found.AddRange(conditions.Broken(shape, value, path, secret || shape.Sensitive || shape.WriteOnly));
    }

    /// <returns>Whether the value is of the kind that all else is about.</returns>
    private bool CheckOne(Shape shape, Datum value, string path, bool secret)
    {
        if (!HasKind(shape.Kind, value))
        {
            Add(path, "type", WrongKind(shape.Kind, value, shape, secret));
            return false;
        }

        CheckEnum(shape, value, path, secret);
        switch (value.Kind)
        {
            case DatumKind.Number: CheckNumber(shape, value, path, secret); break;
            case DatumKind.Text: CheckText(shape, value, path, secret); break;
            case DatumKind.List: CheckList(shape, value, path, secret); break;
            case DatumKind.Map: CheckMap(shape, value, path, secret); break;
        }

        return true;
    }

    /// <summary>
    /// A value has to fit one alternative. When it fits none, what is said is what it breaks of the one that is meant: an alternative whose known values
    /// (<c>kind: "file"</c>) the value has, else the one that it comes closest to.
    /// </summary>
    /// <returns>Whether it fits one.</returns>
    private bool CheckVariants(Shape shape, Datum value, string path, bool secret)
    {
        var possible = shape.Variants.Where(v => MayBe(v, value)).ToArray();
        if (possible.Length == 0 && NamesNone(shape, value, path, secret)) return false;
        IReadOnlyList<Violation>? closest = null;
        foreach (var variant in possible.Length > 0 ? possible : shape.Variants.Where(v => HasKind(v.Kind, value)))
        {
            // Alternatives inside alternatives multiply; what isn't looked at is left to the provider.
            if (++trials[0] > MaxTrials) return false;
            var trial = new ShapeValidation(trials);
            trial.Check(variant, value, path, secret);
            if (trial.found.Count == 0) return true;
            if (closest is null || trial.found.Count < closest.Count) closest = trial.found;
        }

        if (closest is not null) found.AddRange(closest);
        else Add(path, "type", WrongKind(string.Join(" or ", shape.Variants.Select(v => Article(v.Kind)).Distinct()), value, shape, secret));
        return false;
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
            ? m.Shape.Enum.Count == 0 || given.IsNull || Equality.Among(m.Shape.Enum, given) != Verdict.Invalid
            : !m.Required || m.Aliases.Any(a => value[a] is not null)));

    private void CheckEnum(Shape shape, Datum value, string path, bool secret)
    {
        if (shape.Enum.Count == 0 || Equality.Among(shape.Enum, value) != Verdict.Invalid) return;
        if (shape.Equal == "caseInsensitive" && IsAmong(shape.Enum, value.AsText() ?? "")) return;
        Add(path, "enum", Rules.NoneOf(shape.Enum, Show(value, shape, secret), secret ? null : value.AsText()));
    }

    private static bool IsAmong(IReadOnlyList<Datum> values, string text) => values.Any(v => string.Equals(v.AsText(), text, StringComparison.OrdinalIgnoreCase));

    private void CheckNumber(Shape shape, Datum value, string path, bool secret)
    {
        CheckFormat(shape, value, value.NumberText ?? "", path, secret);
        if (shape.Conditions?.JudgeBounds == true) return;
        CheckBound(RangeEnd.Minimum, shape.Minimum, value, path, secret);
        CheckBound(RangeEnd.Maximum, shape.Maximum, value, path, secret);
        CheckBound(RangeEnd.ExclusiveMinimum, shape.ExclusiveMinimum, value, path, secret);
        CheckBound(RangeEnd.ExclusiveMaximum, shape.ExclusiveMaximum, value, path, secret);
    }

    private void CheckBound(RangeEnd kind, double? bound, Datum value, string path, bool secret)
    {
        if (bound is { } near && new RangeBound(kind, near) is var end && !end.Admits(value)) Add(path, "range", end.Broken(Show(value, null, secret)));
    }

    private void CheckText(Shape shape, Datum value, string path, bool secret)
    {
        var text = value.AsText() ?? "";
        var length = shape.MinLength is null && shape.MaxLength is null ? 0 : Rules.CodePoints(text);
        if (length < shape.MinLength || length > shape.MaxLength) Add(path, "length", Rules.Length(length, shape.MinLength, shape.MaxLength, Show(value, null, secret)));
        if (shape.Pattern is { } pattern && !Patterns.Matches(pattern, text)) Add(path, "pattern", Rules.Pattern(pattern, Show(value, null, secret)));
        CheckFormat(shape, value, text, path, secret);
    }

    private void CheckFormat(Shape shape, Datum value, string text, string path, bool secret)
    {
        if (shape.Format is { } format && Formats.Broken(format, text) is { } what) Add(path, "format", Rules.Format(what, Show(value, null, secret)));
    }

    private void CheckList(Shape shape, Datum value, string path, bool secret)
    {
        CheckCount(shape, value.Items.Count, "element", path);
        if (shape.UniqueItems && UniqueKeyword.Repeated(value, standIns: true, out _) is { } repeated) Add(path, "unique", Rules.Twice(Show(repeated, shape.Element, secret)));
        if (shape.Element is null) return;
        for (var i = 0; i < value.Items.Count; i++) Check(shape.Element, value.Items[i], JsonPointer.Append(path, i), secret);
    }

    private void CheckMap(Shape shape, Datum value, string path, bool secret)
    {
        CheckCount(shape, value.Members.Count, "entry", path);
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var member = shape.Members[i];
            if (member.Required && IsMissing(member, value)) Add(JsonPointer.Append(path, member.Name), "required", Rules.Missing);
        }

        var entries = value.WithoutRepeats().Members;
        for (var i = 0; i < entries.Count; i++) CheckMember(shape, entries[i].Key, entries[i].Value, JsonPointer.Append(path, entries[i].Key), secret);
    }

    private static bool IsMissing(ShapeMember member, Datum value)
    {
        var nullCounts = member.Shape.Nullable || member.Shape.Kind == ShapeKind.Any;
        bool Lacks(string name) => value[name] is not { } given || (given.IsNull && !nullCounts);
        return Lacks(member.Name) && (member.Aliases.Count == 0 || member.Aliases.All(Lacks));
    }

    private void CheckMember(Shape shape, string name, Datum value, string path, bool secret)
    {
        if (shape.Member(name) is { } member)
        {
            if (!value.IsNull || member.Shape.Nullable) Check(member.Shape, value, path, secret);
        }
        else if (shape.Conditions?.JudgeEntries == true)
        {
            return;
        }
        else if (shape.Element is { } element)
        {
            Check(element, value, path, secret);
        }
        else if (shape.Kind == ShapeKind.Object && !shape.Open)
        {
            Add(path, "unknownMember", Rules.Unknown(name, shape.Members.SelectMany(m => m.Aliases.Prepend(m.Name))));
        }
    }

    private void CheckCount(Shape shape, int count, string noun, string path)
    {
        if (count < shape.MinItems || count > shape.MaxItems) Add(path, "items", Rules.Count(count, noun, shape.MinItems, shape.MaxItems));
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

    private static string WrongKind(ShapeKind expected, Datum value, Shape shape, bool secret) =>
        expected == ShapeKind.Integer && value.Kind == DatumKind.Number ? Rules.NotWhole(Show(value, shape, secret)) : WrongKind(Article(expected), value, shape, secret);

    private static string WrongKind(string expected, Datum value, Shape shape, bool secret) => Rules.WrongKind(expected, value, Show(value, shape, secret));

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

    private static string Show(Datum value, Shape? shape, bool secret) => secret || shape is not null && Secrecy.Hides(shape, value) ? "the value" : Rules.Show(value);
}
