using McpIac.Engine.Tests.Worlds;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Engine.Tests.Fuzzing;

/// <summary>What a provider does wrong with one of its calls.</summary>
internal enum Ill { Refuses, RefusesForNow, DoesPart, LosesTheAnswer, AnswersTwice, AnswersNonsense, AnswersInAnotherOrder, LeavesOut, IsSlow, DiesBefore, GoesSilent, CantBeAsked }

/// <summary>Faults of providers, at the n-th of their calls that change something; questions among them go wrong too. Nothing is random here, so that a case can be run again.</summary>
internal sealed class Trouble(Harness harness, IReadOnlyDictionary<int, Ill> ills)
{
    private int calls, questions;
    private volatile bool silent;

    public async Task<object?> InterceptAsync(string tool, object args, TimeSpan timeout)
    {
        if (args is GetArguments { Key: not null } && (silent || ills.ContainsKey(1000 + Interlocked.Increment(ref questions))))
            return WorldConnection.Error<WireResource>(ErrorCodes.Unknown, "no answer", "possible", retryable: true);
        if (args is not ApplyArguments apply) return null;
        if (silent) return WorldConnection.Error<ApplyData>(ErrorCodes.Unknown, "no answer", "possible", retryable: true);
        if (!ills.TryGetValue(Interlocked.Increment(ref calls), out var ill)) return null;
        var changes = apply.Changes ?? [];
        IReadOnlyList<WireChangeResult> Do(IReadOnlyList<WireChange> some) => harness.World.Apply(some, apply.Options?.ContinueOnError == true, some[0].Type.Split(':')[0]);
        switch (ill)
        {
            case Ill.Refuses: return Failed(changes, ErrorCodes.Denied, "not allowed", retryable: false);
            case Ill.RefusesForNow: return Failed(changes, ErrorCodes.Throttled, "later", retryable: true);
            case Ill.DoesPart:
                return WorldConnection.Answer<ApplyData>(new ApplyData([.. Do([changes[0]]), .. Results(changes.Skip(1), ErrorCodes.Quota, "no more room", false)]));
            case Ill.LosesTheAnswer:
                Do(changes);
                return WorldConnection.Error<ApplyData>(ErrorCodes.Unknown, "no answer", "possible", retryable: true);
            case Ill.GoesSilent:
                Do([.. changes.Take((changes.Count + 1) / 2)]);
                silent = true;
                return WorldConnection.Error<ApplyData>(ErrorCodes.Unknown, "no answer", "possible", retryable: true);
            case Ill.AnswersTwice:
                Do(changes);
                return WorldConnection.Answer<ApplyData>(new ApplyData(Do(changes)));
            case Ill.AnswersNonsense:
                Do(changes);
                return WorldConnection.Answer<ApplyData>(new ApplyData([.. changes.Select((c, i) => i % 2 == 0 ? new WireChangeResult(c.Key, "wonderful") : new WireChangeResult(c.Key, "applied"))]));
            case Ill.AnswersInAnotherOrder: return WorldConnection.Answer<ApplyData>(new ApplyData([.. Do(changes).Reverse()]));
            case Ill.LeavesOut: return WorldConnection.Answer<ApplyData>(new ApplyData([.. Do(changes).Skip(1)]));
            case Ill.IsSlow:
                for (var i = 0; i < 20; i++) await Task.Yield();
                return null;
            case Ill.DiesBefore: return WorldConnection.Error<ApplyData>(ErrorCodes.Unavailable, "it is gone", retryable: true);
            default: return null;
        }
    }

    private static object Failed(IEnumerable<WireChange> changes, string code, string why, bool retryable) => WorldConnection.Answer<ApplyData>(new ApplyData([.. Results(changes, code, why, retryable)]));

    private static IEnumerable<WireChangeResult> Results(IEnumerable<WireChange> changes, string code, string why, bool retryable) =>
        changes.Select(c => new WireChangeResult(c.Key, "failed", null, new WireError(code, why, new WireErrorDetails(Retryable: retryable))));
}
