using System.Globalization;
using System.Text.RegularExpressions;
using McpIac.Conformance.Running;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Conformance.Checks;

/// <summary>What holds of every answer of the standard's tools in the whole run.</summary>
internal static partial class EnvelopeChecks
{
    private static readonly string[] Good = ["applied", "noop", "restored"];
    private static readonly string[] SideEffects = ["none", "possible", "confirmed"];
    private const int LongestSentence = 2000;

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfTranscript("envelope.shape", "E1", 1, "Every answer is an envelope: success and metadata, and data or an error", c => Each(c, a => !a.Envelope.IsMap() ? "has no structuredContent"
            : a.Envelope?["success"]?.AsBoolean() is null ? "has no success" : !(a.Envelope?["metadata"]).IsMap() ? "has no metadata" : a.Data is null && a.Error is null ? "has neither data nor an error" : null)),
        Check.OfTranscript("envelope.success", "E2", 1, "success is true when all went well, and only then", c => Each(c, a => a.Envelope?["success"]?.AsBoolean() is { } said && said != IsGood(a)
            ? $"says success {(said ? "true" : "false")}, {(a.Error is null ? "without an error" : "with an error")}{(a.Results.Count > 0 ? $" and with the outcomes {string.Join(", ", a.Results.Select(r => r["outcome"]?.AsText()))}" : "")}" : null)),
        Check.OfTranscript("envelope.isError", "E3", 1, "isError mirrors success", c => Each(c, a => a.Envelope?["success"]?.AsBoolean() is { } said && said == (a.Result?["isError"]?.AsBoolean() == true)
            ? $"has isError {Demand.Shown(a.Result?["isError"])} and success {(said ? "true" : "false")}" : null)),
        Check.OfTranscript("envelope.timestamp", "E4", 1, "The timestamp is RFC 3339 in UTC", c => Each(c, a =>
            a.Envelope?["metadata"] is { } m && !(m["timestamp"]?.AsText() is { } text && Utc().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)) ? $"has the timestamp {Demand.Shown(m["timestamp"])}" : null)),
        Check.OfTranscript("envelope.metadata", "E4", 1, "The metadata tell duration, server and version", c => Each(c, a => a.Envelope?["metadata"] is not { } m ? null
            : m["duration"]?.AsDouble() is not >= 0 ? $"has the duration {Demand.Shown(m["duration"])}"
            : m["server"]?.AsText() is not { Length: > 0 } ? "names no server" : m["version"]?.AsText() is not { Length: > 0 } ? "names no version" : null)),
        Check.OfTranscript("envelope.digest", "E4", 2, "The metadata have the digest of the types", c => Each(c, a =>
            a.Envelope?["metadata"] is { } m && !Equals(m["schemaDigest"], c.Bench.Subject.Extension?["schemaDigest"]) ? $"has the schemaDigest {Demand.Shown(m["schemaDigest"])}" : null)),
        Check.OfTranscript("envelope.text", "E5", 1, "The text content is one sentence", c => Each(c, a => a.Result?["content"]?.Items is not [var only, ..] || only["text"]?.AsText() is not { Length: > 0 } text ? "has no text content"
            : text.Length > LongestSentence || text.TrimStart() is ['{' or '[', ..] ? "has a text content that is no sentence" : null)),
        Check.OfTranscript("envelope.noNulls", "E6", 1, "A member without a value is absent, never null", c => Each(c, a => NullIn(a.Envelope, "") is { } path ? $"has a null at {path}" : null)),
        Check.OfTranscript("envelope.codes", "E7", 1, "Error codes are those of the standard", c => Each(c, a =>
            Errors(a).FirstOrDefault(e => !ErrorCodes.All.Contains(e["code"]?.AsText())) is { } odd ? $"has the error code {Demand.Shown(odd["code"])}" : null)),
        Check.OfTranscript("envelope.messages", "E7", 1, "Errors have messages", c => Each(c, a => Errors(a).Any(e => e["message"]?.AsText() is not { Length: > 0 }) ? "has an error without a message" : null)),
        Check.OfTranscript("envelope.sideEffects", "E8", 2, "Errors of changes tell of side effects, in the standard's words", c => Each(c, a =>
            Errors(a).FirstOrDefault(e => e["details"]?["sideEffects"] is { } said && !SideEffects.Contains(said.AsText())) is { } odd ? $"has the sideEffects {Demand.Shown(odd["details"]?["sideEffects"])}"
            : a.Results.FirstOrDefault(r => r["outcome"]?.AsText() == "unknown" && r["error"]?["details"]?["sideEffects"]?.AsText() == "none") is not null ? "has an unknown outcome without side effects" : null)),
        Check.OfTranscript("envelope.noTraces", "E9", 1, "Messages hold no stack traces", c => Each(c, a =>
            Errors(a).Select(e => e["message"]?.AsText() ?? "").Concat(Texts(a)).FirstOrDefault(m => Trace().IsMatch(m)) is { } trace ? $"shows a stack trace: {Demand.Shown(Datum.Of(trace))}" : null)),
        Check.OfTranscript("envelope.schemas", "E10", 2, "Answers fit the standard's schemas", c => Each(c, a =>
            a.Envelope is { } envelope && StandardSchemas.Output(a.Tool) is { } shape && ShapeValidator.Validate(shape, envelope).FirstOrDefault(v => v.Code != "unknownMember") is { } wrong ? $"doesn't fit its schema: {wrong.Path} {wrong.Message}" : null)),
    ];

    private static void Each(CheckContext context, Func<Answer, string?> wrong)
    {
        // What a library refused before the tool saw it was answered by the library.
        foreach (var answer in context.Bench.Transcript.Where(a => a.Problem is null && !IsLibrarys(a)))
            if (wrong(answer) is { } what) throw new CheckFailure($"an answer of {answer.Tool} {what}");
    }

    private static bool IsLibrarys(Answer answer) => answer.Envelope is null && answer.Result?["isError"]?.AsBoolean() == true && answer.Arguments["changes"]?.Kind is not DatumKind.List
        && answer.Tool == "applyDeployment";

    private static bool IsGood(Answer answer) => answer.Error is null && answer.Results.All(r => Good.Contains(r["outcome"]?.AsText()));

    private static bool IsMap(this Datum? value) => value?.Kind == DatumKind.Map;

    private static IEnumerable<Datum> Errors(Answer answer) => answer.Results.Select(r => r["error"]).Append(answer.Error).OfType<Datum>();

    private static IEnumerable<string> Texts(Answer answer) => (answer.Result?["content"]?.Items ?? []).Select(c => c["text"]?.AsText()).OfType<string>();

    // What a type has is its own to say, nulls too.
    private static string? NullIn(Datum? value, string path)
    {
        if (value is null || path.EndsWith("/properties", StringComparison.Ordinal) || path.EndsWith("/outputs", StringComparison.Ordinal) || path.EndsWith("/private", StringComparison.Ordinal)
            || path.EndsWith("/before", StringComparison.Ordinal) || path.EndsWith("/after", StringComparison.Ordinal)) return null;
        if (value.IsNull) return path;
        return value.Members.Select(m => NullIn(m.Value, JsonPointer.Append(path, m.Key)))
            .Concat(value.Items.Select((item, i) => NullIn(item, JsonPointer.Append(path, i)))).FirstOrDefault(p => p is not null);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$")]
    private static partial Regex Utc();

    // .NET, Java and JavaScript; Python; Go.
    [GeneratedRegex(@"^\s+at \S+.*[(:]|Traceback \(most recent call last\)|goroutine \d+ \[", RegexOptions.Multiline)]
    private static partial Regex Trace();
}
