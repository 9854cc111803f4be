namespace McpIac.Dsl;

/// <summary>What the schema asks of the value besides, which no other attribute says: <c>{"multipleOf":4}</c>.</summary>
/// <param name="schema">JSON Schema 2020-12, without references.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ConditionsAttribute(string schema) : Attribute
{
    public string Schema { get; } = schema;
}
