using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Validation;

namespace McpIac.Dsl.Parameters;

/// <summary>The value that a parameter has, or why it has none: the one rule for programs and documents.</summary>
/// <param name="Value">Null when there is no usable one.</param>
public sealed record ParameterValue(Datum? Value, string? Why)
{
    /// <param name="byDefault">What it is when nothing is given.</param>
    /// <param name="secret">What is wrong with it is said without showing it.</param>
    public static ParameterValue Of(Shape shape, GivenParameter? given, Datum? byDefault, bool secret)
    {
        if ((given?.As(shape) ?? byDefault) is not { } value) return new(null, "it has no default, and none was given");
        if (ShapeValidator.Validate(shape, value) is not [var first, ..]) return new(value, null);
        var why = secret ? "it breaks its schema" : first.Path.Length == 0 ? first.Message : $"{ShapeWords.Path(first.Path)}: {first.Message}";
        return new(null, given is null or { Source: GivenParameter.CommandLine } ? why : $"{why} ({given.Source})");
    }
}
