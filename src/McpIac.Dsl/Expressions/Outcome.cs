using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>What a part of an expression yields: a value, perhaps with unknown markers inside, or why there is none.</summary>
/// <param name="Error">A clause without a full stop, and without any value in it: values may be secret.</param>
internal readonly record struct Outcome(Datum Value, string? Error)
{
    public static Outcome Unknown => new(Evaluation.Unknown, null);

    public static Outcome Fail(string error) => new(Datum.Null, error);

    public static implicit operator Outcome(Datum value) => new(value, null);
    public static implicit operator Outcome(string value) => new(Datum.Of(value), null);
    public static implicit operator Outcome(bool value) => new(Datum.Of(value), null);
    public static implicit operator Outcome(long value) => new(Datum.Of(value), null);
}
