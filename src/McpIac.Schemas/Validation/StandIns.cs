using McpIac.Schemas.Data;

namespace McpIac.Schemas.Validation;

/// <summary>What stands for a value that isn't known yet or isn't shown: <c>{"$iac":"unknown"}</c> and <c>{"$iac":"secret"}</c>.</summary>
internal static class StandIns
{
    public static bool Is(Datum value) => value.Kind == DatumKind.Map && value["$iac"]?.AsText() is "unknown" or "secret";

    /// <summary>Whether there is one anywhere inside.</summary>
    public static bool In(Datum value) => value.Kind switch
    {
        DatumKind.Map => value["$iac"] is not null || value.Members.Any(m => In(m.Value)),
        DatumKind.List => value.Items.Any(In),
        _ => false,
    };
}
