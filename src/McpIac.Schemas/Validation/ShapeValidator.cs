using System;
using System.Collections.Generic;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;

namespace McpIac.Schemas.Validation;

/// <summary>What a value breaks. <paramref name="Path"/> is a JSON pointer (RFC 6901), empty for the whole.</summary>
/// <param name="Code">
/// A word of ours: <c>type</c>, <c>required</c>, <c>unknownMember</c>, <c>range</c>, <c>enum</c>, <c>pattern</c>, <c>format</c>, <c>length</c>, <c>items</c>, <c>unique</c>,
/// <c>multiple</c>, <c>contains</c>, <c>not</c>, <c>oneOf</c>, <c>never</c>.
/// </param>
/// <param name="Message">One sentence fragment that follows the property's name: <c>5000 is more than the maximum 4094</c>. Never shows a sensitive value.</param>
public sealed record Violation(string Path, string Code, string Message)
{
    /// <summary>The keyword that is broken, as a URI reference into its schema: <c>#/properties/a/minimum</c>. Empty for what a shape says.</summary>
    public string Schema { get; init; } = "";
}

/// <summary>Checks values against shapes, and against what their schemas ask beyond them: the one validator of binder, SDK and twin.</summary>
public static class ShapeValidator
{
    /// <summary>
    /// All violations, not the first. Markers <c>{"$iac":"unknown"}</c> and <c>{"$iac":"secret"}</c> anywhere inside are accepted as any value.
    /// A null member that isn't required counts as unset. Texts are not read as numbers, nor the other way round.
    /// </summary>
    public static IReadOnlyList<Violation> Validate(Shape shape, Datum value)
    {
        var validation = new ShapeValidation();
        validation.Check(shape, value, "", secret: false);
        return validation.Found;
    }

    /// <summary>
    /// What an object as a whole breaks, whose members are checked one by one: conditions between them, such as <c>dependentRequired</c> and <c>if</c>. Empty for a value
    /// that is no object.
    /// </summary>
    public static IReadOnlyList<Violation> ValidateTogether(Shape shape, Datum value)
    {
        var validation = new ShapeValidation();
        if (value.Kind == DatumKind.Map) validation.CheckConditions(shape, value, "", secret: false);
        return validation.Found;
    }
}
