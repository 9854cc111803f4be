namespace McpIac.Dsl;

/// <summary>The smallest and largest number that the schema allows; <see cref="double.NaN"/> where it has none.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(double minimum, double maximum) : Attribute
{
    public double Minimum { get; } = minimum;

    public double Maximum { get; } = maximum;
}
