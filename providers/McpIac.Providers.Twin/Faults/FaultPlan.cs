namespace McpIac.Providers.Twin.Faults;

/// <summary>Which changes fail, hang, lose their answer or are slow. Thread-safe: counts changes over all twins that share it.</summary>
public sealed class FaultPlan
{
    /// <summary>Reads <c>fail@5</c>, <c>slow@3:2s</c>, <c>slow@*:200ms</c>, <c>unknown@4</c>, <c>fail@aws:create:app-2</c>, comma-separated; or what is wrong with it.</summary>
    public static (FaultPlan? Plan, string? Problem) Parse(string text) => throw new NotSupportedException();
}
