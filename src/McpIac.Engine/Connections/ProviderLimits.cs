using McpIac.Schemas.Data;

namespace McpIac.Engine.Connections;

/// <summary>What a provider can bear: as it says in its discovery, or as the project's settings say. Null is no limit.</summary>
/// <param name="MaxBatch">Changes in one call.</param>
/// <param name="MaxConcurrency">Changes and questions at once.</param>
/// <param name="RequestsPerSecond">Changes and questions begun a second, on average; each change of a call counts.</param>
public sealed record ProviderLimits(int? MaxBatch = null, int? MaxConcurrency = null, double? RequestsPerSecond = null)
{
    public static ProviderLimits None { get; } = new();

    /// <summary>How many changes may travel in one call: no more than may begin in a second either, so that a call is no burst.</summary>
    internal int Batch(int most)
    {
        if (RequestsPerSecond < most) most = Math.Max(1, (int)RequestsPerSecond);
        return MaxBatch < most ? MaxBatch.Value : most;
    }

    /// <summary>The tighter of both, limit by limit.</summary>
    public ProviderLimits And(ProviderLimits other) => new(Tighter(MaxBatch, other.MaxBatch), Tighter(MaxConcurrency, other.MaxConcurrency), Tighter(RequestsPerSecond, other.RequestsPerSecond));

    /// <summary>The <c>limits</c> of a discovery; what isn't a positive number there is no limit.</summary>
    internal static ProviderLimits Read(Datum? limits) => new(Whole(limits?["maxBatch"]), Whole(limits?["maxConcurrency"]), Positive(limits?["requestsPerSecond"]));

    private static int? Whole(Datum? value) => Positive(value) is { } number ? (int)Math.Clamp(number, 1, int.MaxValue) : null;

    private static double? Positive(Datum? value) => value is { Kind: DatumKind.Number } && value.AsDouble() is > 0 and var number ? number : null;

    private static int? Tighter(int? a, int? b) => a < b || b is null ? a : b;

    private static double? Tighter(double? a, double? b) => a < b || b is null ? a : b;
}
