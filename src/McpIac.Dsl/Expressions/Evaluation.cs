using McpIac.Schemas.Data;

namespace McpIac.Dsl.Expressions;

/// <summary>Where references find their values.</summary>
public interface IEvaluationScope
{
    /// <summary>The value a reference denotes, or null while it is not known. Unknown parts inside come as <see cref="Evaluation.Unknown"/>.</summary>
    Datum? Resolve(Reference reference);

    /// <summary>True when what the reference denotes must never be shown; it taints what is computed from it.</summary>
    bool IsSecret(Reference reference) => false;
}

/// <summary>What an expression yields.</summary>
/// <param name="Value">The value; parts that are not known yet are <see cref="Unknown"/> markers in place, perhaps with what can be told of them (<see cref="Refinement"/>).</param>
/// <param name="IsKnown">True when no marker is anywhere inside.</param>
/// <param name="IsSecret">True when a secret took part; taints whatever is computed from it.</param>
/// <param name="Error">Why it has no value (an index out of range, a text that is no number); null when it has one.</param>
public sealed record Evaluation(Datum Value, bool IsKnown, bool IsSecret, string? Error)
{
    /// <summary>The marker of a value not known yet, of which nothing can be told: <c>{"$iac":"unknown"}</c>.</summary>
    public static Datum Unknown { get; } = Datum.MapOf([new("$iac", Datum.Of("unknown"))]);

    /// <summary>The mask of a secret: <c>{"$iac":"secret"}</c>.</summary>
    public static Datum Masked { get; } = Datum.MapOf([new("$iac", Datum.Of("secret"))]);
}
