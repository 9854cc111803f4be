namespace McpIac.Dsl;

/// <summary>The smallest and largest number that the schema allows; <see cref="double.NaN"/> where it has none.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(double minimum, double maximum) : Attribute
{
    public double Minimum { get; } = minimum;

    public double Maximum { get; } = maximum;

    /// <summary>Where the schema has an exclusive bound: every number is greater than this one.</summary>
    public double Above { get; init; } = double.NaN;

    /// <summary>Where the schema has an exclusive bound: every number is less than this one.</summary>
    public double Below { get; init; } = double.NaN;
}
