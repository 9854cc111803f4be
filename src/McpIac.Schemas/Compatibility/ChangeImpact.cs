namespace McpIac.Schemas.Compatibility;

/// <summary>What a change of a provider's schemas means for the programs that use it.</summary>
public enum ChangeImpact
{
    /// <summary>Nothing that worked stops working.</summary>
    Additive,

    /// <summary>Programs still compile and their values are still accepted, but something else may happen: another default, a replacement instead of an update.</summary>
    Behavioural,

    /// <summary>A program that was right may not compile any more, or a value that was accepted may be refused.</summary>
    Breaking,
}
