using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation.Keywords;
using McpIac.Schemas.Validation;

namespace McpIac.Schemas.Evaluation;

/// <summary>Keywords about the value itself.</summary>
internal sealed partial class SchemaReader
{
    private static readonly string[] Types = ["null", "boolean", "string", "array", "object", "number", "integer"];

    private void Assertions()
    {
        Type();
        if (schema["enum"] is { } values)
        {
            if (values.Kind == DatumKind.List) Add("enum", new EnumKeyword(values.Items));
            else Problem("enum", "is a list");
        }

        if (schema["const"] is { } only) Add("const", new EnumKeyword([only]));
        Bound("minimum", RangeEnd.Minimum);
        Bound("maximum", RangeEnd.Maximum);
        Bound("exclusiveMinimum", RangeEnd.ExclusiveMinimum);
        Bound("exclusiveMaximum", RangeEnd.ExclusiveMaximum);
        Multiple();
        if (Count("minLength") is { } shortest) Add("minLength", new LengthKeyword(shortest, null));
        if (Count("maxLength") is { } longest) Add("maxLength", new LengthKeyword(null, longest));
        Pattern();
        Counts("minItems", "maxItems", DatumKind.List);
        if (schema["uniqueItems"]?.AsBoolean() == true) Add("uniqueItems", new UniqueKeyword());
        Counts("minProperties", "maxProperties", DatumKind.Map);
        if (Texts("required") is { Count: > 0 } names) Add("required", new RequiredKeyword(names));
        Dependent("dependentRequired", isOld: false);
        if (compiler.Options.OfPrograms) Dependent("dependencies", isOld: true);
    }

    private void Type()
    {
        if (schema["type"] is not { } type) return;
        var names = type.AsText() is { } single ? [single] : Texts("type");
        foreach (var unknown in names.Where(n => !Types.Contains(n))) Problem("type", $"can't be '{unknown}', which JSON Schema doesn't know");
        if (names.Any(Types.Contains)) Add("type", new TypeKeyword(names));
    }

    // Of draft-04, where it is true beside minimum.
    private bool IsExclusive(string keyword) => compiler.Options.OfPrograms && schema["exclusiveM" + keyword.Substring(1)]?.AsBoolean() == true;

    private void Bound(string keyword, RangeEnd kind)
    {
        if (schema[keyword] is not { } value || value.Kind == DatumKind.Boolean && compiler.Options.OfPrograms) return;
        if (value.Kind != DatumKind.Number)
        {
            Problem(keyword, "is a number");
            return;
        }

        var exact = kind < RangeEnd.ExclusiveMinimum && IsExclusive(keyword) ? kind + 2 : kind;
        Add(keyword, new RangeKeyword(RangeBound.Of(exact, value)));
    }

    private void Multiple()
    {
        if (schema["multipleOf"] is not { } divisor) return;
        if (divisor.NumberText is { } text && ExactNumber.Of(text).CompareTo(ExactNumber.Of("0")) > 0) Add("multipleOf", new MultipleKeyword(divisor));
        else Problem("multipleOf", "is a number above 0");
    }

    private void Pattern()
    {
        if (schema["pattern"] is not { } pattern) return;
        if (pattern.AsText() is { } text) Add("pattern", new PatternKeyword(text));
        else Problem("pattern", "is a text");
    }

    private void Format()
    {
        if (schema["format"]?.AsText() is { } format) Add("format", new FormatKeyword(format));
    }

    private void Counts(string minimum, string maximum, DatumKind kind)
    {
        if (Count(minimum) is { } least) Add(minimum, new CountKeyword(kind, least, null));
        if (Count(maximum) is { } most) Add(maximum, new CountKeyword(kind, null, most));
    }

    private void Dependent(string keyword, bool isOld)
    {
        if (schema[keyword] is not { } map) return;
        if (map.Kind != DatumKind.Map) Problem(keyword, "is a map of lists");
        foreach (var member in map.WithoutRepeats().Members.Where(m => !isOld || m.Value.Kind == DatumKind.List))
            Add(Place(keyword).To(member.Key), new RequiredKeyword(Texts(keyword, member.Value), member.Key));
    }
}
