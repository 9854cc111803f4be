using McpIac.Conformance.Peers;
using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>How faults are made: what is answered, changed.</summary>
internal static class Broken
{
    /// <summary>Answers of a tool to calls that match, changed as MCP's result.</summary>
    /// <param name="nth">Only the nth of those that match; 0 for all.</param>
    public static Fault Result(string check, string tool, Func<Call, bool> when, Func<Datum, Datum> change, int nth = 0, params IReadOnlyList<string> also)
    {
        var seen = 0;
        return new Fault(check)
        {
            Also = also,
            Break = async (call, next) =>
            {
                var isMeant = call.Tool == tool && when(call) && (nth == 0 || Interlocked.Increment(ref seen) == nth);
                var answer = await next(call.Parameters);
                return isMeant && answer.Result is { } result ? answer with { Result = change(result) } : answer;
            },
        };
    }

    /// <summary>The same of the envelope's data.</summary>
    public static Fault Data(string check, string tool, Func<Call, bool> when, Func<Datum, Datum> change, int nth = 0, params IReadOnlyList<string> also) =>
        Result(check, tool, when, result => Edit.At(result, "/structuredContent/data", change), nth, also);

    /// <summary>An error of another code, in the result of the change too.</summary>
    public static Fault Code(string check, string tool, Func<Call, bool> when, string code, int nth = 0, params IReadOnlyList<string> also) =>
        Result(check, tool, when, result => Coded(result, code), nth, also);

    public static Datum Coded(Datum result, string code) => Edit.Set(Edit.At(result, "/structuredContent/data/results", results => Edit.Each(results, "", (r, _) => Edit.At(r, "/error", e => e.With("code", Datum.Of(code))))),
        "/structuredContent/error/code", code);

    /// <summary>The answer of a call that went well, with these data.</summary>
    public static Datum Well(Datum result, Datum data) =>
        Edit.At(result, "/structuredContent", e => e.Without("error").With("success", Datum.True).With("data", data)).With("isError", Datum.False);

    /// <summary>The only change was applied, it says.</summary>
    public static Datum Applied(Datum result, string key = "k") => Well(result, Edit.Read($$"""{ "results": [{ "key": "{{key}}", "outcome": "applied" }] }"""));

    /// <summary>The only change failed, it says.</summary>
    public static Datum Failed(Datum result, string code)
    {
        var key = result["structuredContent"]?["data"]?["results"]?.Items[0]["key"]?.AsText() ?? "k";
        var error = Edit.Read($$"""{ "code": "{{code}}", "message": "It is broken.", "details": { "retryable": false, "sideEffects": "none" } }""");
        return Edit.At(result, "/structuredContent", e => e.With("success", Datum.False).With("error", error)
            .With("data", Datum.MapOf([new("results", Datum.ListOf([Datum.MapOf([new("key", Datum.Of(key)), new("outcome", Datum.Of("failed")), new("error", error)])]))]))).With("isError", Datum.True);
    }

    /// <summary>A question is answered by an error.</summary>
    public static Datum Refused(Datum result, string code) =>
        Edit.At(result, "/structuredContent", e => e.Without("data").With("success", Datum.False).With("error", Edit.Read($$"""{ "code": "{{code}}", "message": "It is broken." }"""))).With("isError", Datum.True);

    public static Fault Request(string check, string method, Func<Datum, Datum> change, params IReadOnlyList<string> also) => new(check)
    {
        Also = also,
        Break = async (call, next) =>
        {
            var answer = await next(call.Parameters);
            return call.Method == method && answer.Result is { } result ? answer with { Result = change(result) } : answer;
        },
    };

    /// <summary>A listed tool, changed; null leaves it out.</summary>
    public static Fault Tool(string check, string tool, Func<Datum, Datum?> change, params IReadOnlyList<string> also) =>
        Request(check, "tools/list", result => Edit.Each(result, "/tools", (t, _) => t["name"]?.AsText() == tool ? change(t) : t), also);

    public static Fault Extension(string check, Func<Datum, Datum> change, params IReadOnlyList<string> also) => new(check) { Also = also, Extension = (e, _) => change(e) };

    public static Fault Type(string check, Func<Datum, Datum> change, params IReadOnlyList<string> also) => new(check) { Also = also, Type = change };
}
