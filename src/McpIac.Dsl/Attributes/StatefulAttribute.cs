namespace McpIac.Dsl;

/// <summary>Resources of the type hold data, which is gone when they are deleted.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StatefulAttribute : Attribute;
