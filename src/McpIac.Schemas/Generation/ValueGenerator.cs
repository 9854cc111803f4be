using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Generation;

/// <summary>Plausible values of a shape, from what the schema says: pattern, format, allowed values, default, examples, then bare kinds.</summary>
internal static class ValueGenerator
{
    private const int DeepestNesting = 12;

    // Alternatives inside alternatives multiply.
    private const int DeepestAlternatives = 3;

    /// <summary>A value that the shape accepts, or null.</summary>
    /// <param name="unique">The value is an identity: examples, which are the same for every object, don't do.</param>
    /// <param name="owner">The resource's name.</param>
    public static Datum? Generate(string name, Shape shape, string owner, Entropy entropy, bool unique = false, int depth = 0)
    {
        if (depth > DeepestNesting) return null;
        foreach (var candidate in Candidates(name, shape, owner, entropy, unique, depth))
        {
            if (ValueFitter.Fit(shape, candidate) is { } fitting) return fitting;
        }

        return null;
    }

    private static IEnumerable<Datum?> Candidates(string name, Shape shape, string owner, Entropy entropy, bool unique, int depth)
    {
        foreach (var variant in depth < DeepestAlternatives ? shape.Variants : []) yield return Generate(name, variant, owner, entropy, unique, depth + 1);
        if (shape.Kind == ShapeKind.Text && shape.Enum.Count == 0)
        {
            if (shape.Pattern is { } pattern) yield return Text(PatternGenerator.Generate(pattern, entropy, shape.MinLength ?? 0, shape.MaxLength ?? int.MaxValue));
            if (shape.Format is { } format) yield return Text(Near(shape, entropy) ?? FormatTexts.Generate(format, owner, entropy));
        }

        if (unique)
        {
            foreach (var candidate in Unique(shape, owner, entropy)) yield return candidate;
        }

        if (shape.Enum.Count > 0) yield return shape.Default ?? shape.Enum[0];
        yield return shape.Default;
        if (!unique)
        {
            foreach (var example in shape.Examples) yield return example;
        }

        foreach (var candidate in Bare(name, shape, owner, entropy, depth)) yield return candidate;
    }

    // An address beside the example's, so that it looks like the schema's and still differs from object to object.
    private static string? Near(Shape shape, Entropy entropy) =>
        shape.Format is "ipv4" && shape.Examples.Count > 0 && shape.Examples[0].AsText() is { } example ? Addresses.HostIn($"{example}/24", entropy, _ => false) : null;

    private static IEnumerable<Datum?> Unique(Shape shape, string owner, Entropy entropy)
    {
        if (shape.Kind == ShapeKind.Integer)
        {
            var minimum = (long)Math.Max(shape.Minimum ?? 1, long.MinValue / 2);
            var room = Math.Min((shape.Maximum ?? minimum + 1_000_000_000d) - minimum + 1, int.MaxValue);
            yield return Datum.Of(minimum + entropy.Next((int)Math.Max(room, 1)));
        }

        yield return Datum.Of($"{FormatTexts.Label(owner)}-{entropy.Hex(12)}");
        yield return Datum.Of(entropy.Hex(Math.Clamp(shape.MaxLength ?? 12, 1, 12)));
    }

    private static IEnumerable<Datum?> Bare(string name, Shape shape, string owner, Entropy entropy, int depth)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Text or ShapeKind.Any:
                var text = $"{FormatTexts.Label(owner)}-{FormatTexts.Label(name)}-{entropy.Hex(6)}";
                yield return Datum.Of(text);
                yield return Datum.Of(text[..Math.Min(text.Length, shape.MaxLength ?? text.Length)]);
                yield return Datum.Of(text.PadRight(Math.Min(shape.MinLength ?? 0, 65_536), 'x'));
                break;
            case ShapeKind.Integer or ShapeKind.Number:
                foreach (var number in Numbers(name, shape, entropy)) yield return number;
                break;
            case ShapeKind.Boolean:
                yield return Datum.False;
                yield return Datum.True;
                break;
            case ShapeKind.Map:
                yield return Datum.EmptyMap;
                break;
            case ShapeKind.List:
                yield return List(name, shape, owner, entropy, depth);
                break;
            case ShapeKind.Object:
                yield return Object(shape, owner, entropy, depth);
                break;
        }
    }

    private static IEnumerable<Datum> Numbers(string name, Shape shape, Entropy entropy)
    {
        if (shape.Format == "port" || name.EndsWith("port", StringComparison.OrdinalIgnoreCase)) yield return Datum.Of((long)FormatTexts.Port(entropy));
        yield return Datum.Of((long)Math.Ceiling(Math.Max(shape.Minimum ?? 0, -1e15)));
        yield return Datum.Of((long)Math.Floor((shape.ExclusiveMinimum ?? 0) + 1));
        yield return Datum.Of((long)Math.Floor(Math.Min(shape.Maximum ?? 0, 1e15)));
        if (shape.Kind == ShapeKind.Number) yield return Datum.Of(((shape.ExclusiveMinimum ?? shape.Minimum ?? 0) + (shape.ExclusiveMaximum ?? shape.Maximum ?? 1)) / 2);
    }

    private static Datum List(string name, Shape shape, string owner, Entropy entropy, int depth)
    {
        var items = new List<Datum>();
        for (var i = 0; i < Math.Min(shape.MinItems ?? 0, 1000); i++)
        {
            var item = shape.Element is null ? Datum.Null : Generate(name, shape.Element, owner, entropy.Fork($"{i}"), unique: shape.UniqueItems, depth + 1);
            if (item is not null) items.Add(item);
        }

        return Datum.ListOf(items);
    }

    private static Datum Object(Shape shape, string owner, Entropy entropy, int depth)
    {
        var members = new List<KeyValuePair<string, Datum>>();
        foreach (var member in shape.Members.Where(m => m.Required))
        {
            var value = Generate(member.Name, member.Shape, owner, entropy.Fork(member.Name), unique: false, depth + 1);
            if (value is not null) members.Add(new(member.Name, value));
        }

        return Datum.MapOf(members);
    }

    private static Datum? Text(string? text) => text is null ? null : Datum.Of(text);
}
