using System.Diagnostics.CodeAnalysis;
using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Evaluation;

namespace McpIac.Conformance.Checks;

/// <summary>What checks ask of answers.</summary>
internal static class Demand
{
    /// <exception cref="CheckFailure">It doesn't hold.</exception>
    public static void That([DoesNotReturnIf(false)] bool holds, string why)
    {
        if (!holds) throw new CheckFailure(why);
    }

    /// <summary>A schema must keep to the meta-schema of JSON Schema 2020-12, and refer to nothing that isn't there.</summary>
    /// <param name="beside">A document whose definitions it may refer to too.</param>
    public static void Schema(Datum schema, string what, params Datum[] beside)
    {
        That(schema["$schema"] is null || schema["$schema"]?.AsText()?.TrimEnd('#') == MetaSchemas.Uri, $"{what}: it is in another dialect, {Shown(schema["$schema"])}");
        var wrong = JsonSchema.Check(schema, beside);
        That(wrong.Count == 0, wrong.Count == 0 ? "" : $"{what}: {wrong[0].Path} {wrong[0].Message}");
    }

    /// <summary>An answer that an earlier step yields.</summary>
    /// <param name="never">Why there is no such step; null when there should be.</param>
    /// <exception cref="CheckSkipped">The step couldn't be taken.</exception>
    public static Answer Taken(Answer? answer, string step, string? never = null) => answer ?? throw (never is null ? new CheckSkipped($"it needs {step} to work") : Exempt(never));

    /// <summary>The data of a call that must succeed.</summary>
    public static Datum Data(Answer answer, string doing) =>
        answer is { Succeeded: true, Data: { } data } ? data : throw new CheckFailure($"{doing}: {answer}");

    /// <summary>The resource of the one change, which must be applied.</summary>
    public static Datum Applied(Answer answer, string doing)
    {
        That(answer.Outcome is "applied" or "noop", $"{doing}: {answer}");
        return answer.Resource ?? Datum.EmptyMap;
    }

    /// <summary>The one change must be refused without effect: its result says failed, or the call as a whole is refused.</summary>
    public static void Refused(Answer answer, string doing, params string[] codes)
    {
        That(answer.Problem is null, $"{doing}: {answer.Problem}");
        That(answer.First is null ? answer.Error is not null : answer.Outcome == "failed", $"{doing} was answered {answer.Outcome ?? "with success"}");
        That(codes.Contains(answer.FirstCode), $"{doing} was refused as {answer.FirstCode}, not as {string.Join(" or ", codes)}");
    }

    /// <summary>A question must be answered by an error.</summary>
    public static void Error(Answer answer, string doing, params string[] codes)
    {
        That(answer.Problem is null, $"{doing}: {answer.Problem}");
        That(answer.Error is not null, $"{doing} was answered as if all were well");
        That(codes.Contains(answer.Code), $"{doing} was answered {answer.Code}, not {string.Join(" or ", codes)}");
    }

    public static void Same(Datum? expected, Datum? actual, string what) =>
        That(Equals(expected, actual), $"{what} is {Shown(actual)}, and was {Shown(expected)}");

    public static string Shown(Datum? value) => value is null ? "absent" : value.ToString() is { Length: > 200 } text ? text[..200] + "…" : value.ToString();

    public static CheckSkipped Exempt(string why) => new(why, exempt: true);
}
