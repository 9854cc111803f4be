namespace McpIac.Schemas.Evaluation;

/// <summary>Whether a value keeps to a schema.</summary>
public enum Verdict
{
    Valid,

    /// <summary>What isn't known of the value decides, or finding out would take too long.</summary>
    Undecided,

    Invalid,
}

internal static class Verdicts
{
    /// <summary>Of two that both have to hold.</summary>
    public static Verdict And(this Verdict one, Verdict other) => one > other ? one : other;

    public static Verdict Of(bool? holds) => holds switch { true => Verdict.Valid, false => Verdict.Invalid, null => Verdict.Undecided };
}
