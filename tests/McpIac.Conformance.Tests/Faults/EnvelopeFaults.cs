using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>What is wrong with the form of an answer: of one that no other check looks at.</summary>
internal static class EnvelopeFaults
{
    public static IEnumerable<Fault> All() =>
    [
        Unheeded("envelope.shape", e => e.Without("data")),
        Unheeded("envelope.success", e => e.With("success", Datum.False), isError: true),
        Unheeded("envelope.isError", e => e, isError: true),
        Unheeded("envelope.timestamp", e => Edit.Set(e, "/metadata/timestamp", "yesterday")),
        Unheeded("envelope.metadata", e => Edit.Set(e, "/metadata/server", "")),
        Unheeded("envelope.digest", e => Edit.Set(e, "/metadata/schemaDigest", "sha256:0")),
        Broken.Result("envelope.text", "applyDeployment", IsUnheeded, r => r.With("content", Datum.EmptyList), nth: 1),
        Unheeded("envelope.noNulls", e => e.With("error", Datum.Null)),
        Error("envelope.codes", e => e.With("code", Datum.Of("oops"))),
        Error("envelope.messages", e => e.With("message", Datum.Of(""))),
        Error("envelope.sideEffects", e => Edit.Set(e, "/details/sideEffects", "some")),
        Error("envelope.noTraces", e => e.With("message", Datum.Of("It failed.\n   at Shop.Sites.Make(String name)"))),
        Unheeded("envelope.schemas", e => Edit.Set(e, "/data/results/0/key", Datum.Of(7))),
    ];

    // What becomes of the replacement that is taken back again.
    private static bool IsUnheeded(Call call) => call.IsLife && call.Action == "delete";

    private static Fault Unheeded(string check, Func<Datum, Datum> change, bool isError = false) =>
        Broken.Result(check, "applyDeployment", IsUnheeded, r => Edit.At(r, "/structuredContent", change).With("isError", Datum.Of(isError)), nth: 1);

    private static Fault Error(string check, Func<Datum, Datum> change) => Broken.Data(check, "applyDeployment", c => c.Name == "goeson0", d => Edit.At(d, "/results/1/error", change));
}
