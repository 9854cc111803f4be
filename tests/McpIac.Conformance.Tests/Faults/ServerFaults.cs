using McpIac.Conformance.Peers;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>What is wrong with a server as a whole.</summary>
internal static class ServerFaults
{
    public static IEnumerable<Fault> All() =>
    [
        Applied("concurrency.sameKey", "samekey", 3, d => Edit.Set(d, "/results/0/resource/id", "another")),
        Broken.Result("concurrency.sameUrn", "applyDeployment", c => c.Name == "sameurn", r => Broken.Applied(r)),
        Applied("concurrency.calls", "overlap3", 0, d => Edit.Set(d, "/results/0/key", "another")),
        Broken.Data("list.pages", "listResources", c => c.Args["limit"]?.AsInteger() == 2, d => Without(d, "page1")),
        Broken.Data("list.cursor", "listResources", c => c.Args["limit"]?.AsInteger() == 1, d => Without(d, "page3")),
        Broken.Code("list.badCursor", "listResources", c => c.Args["cursor"]?.AsText()?.StartsWith("!conformance", StringComparison.Ordinal) == true, "notFound"),
        Broken.Code("list.badLimit", "listResources", c => c.Args["limit"]?.AsInteger() == 0, "notFound"),
        Broken.Code("list.unknownType", "listResources", c => c.Type.EndsWith(":conformance:none", StringComparison.Ordinal), "notFound"),
        Broken.Data("list.filter", "listResources", c => c.Args["filter"] is not null, d => Edit.At(d, "/resources", l => Datum.ListOf([.. l.Items, .. l.Items]))),
        Broken.Data("list.managed", "listResources", c => c.Args["managed"]?.AsBoolean() == true, d => d.With("resources", Datum.EmptyList)),
        Broken.Code("deadline.past", "applyDeployment", c => c.Name == "late", "cancelled"),
        Broken.Code("deadline.form", "applyDeployment", c => c.Name == "never", "internal"),
        new Fault("progress.phases") { Note = n => Edit.At(n, "/_meta", m => m.Without(Wire.PhaseKey)) },
        new Fault("progress.identity") { Note = n => Edit.At(n, "/_meta", m => m.Without(Wire.IdentityKey)) },
        Cancelled("cancellation.keys"),
        Broken.Result("cancellation.again", "applyDeployment", c => c.Deployment.EndsWith("-cancelledagain", StringComparison.Ordinal) && c.Changes.Count == 1, r => Broken.Failed(r, "alreadyExists")),
        new Fault("tasks.announced"),
        Broken.Request("tasks.result", "tasks/get", r => IsOfResult(r) ? Shortened(r) : r),
        Broken.Request("tasks.cancel", "tasks/get", r => IsOfResult(r) ? r : Shortened(r)),
        new Fault("tasks.unknown") { Break = (call, next) => call.Parameters["taskId"]?.AsText() == "conformance-no-such-task" ? Task.FromResult(new PeerAnswer(Datum.EmptyMap)) : next(call.Parameters) },
        Broken.Data("batch.results", "applyDeployment", c => c.Name == "batch0", d => Edit.At(d, "/results", l => Datum.ListOf(l.Items.Take(2)))),
        Broken.Data("batch.goesOn", "applyDeployment", c => c.Name == "goeson0", d => Edit.Set(d, "/results/2/outcome", "skipped")),
        Broken.Data("batch.stops", "applyDeployment", c => c.Name == "stops0", d => Edit.Set(d, "/results/2/outcome", "applied")),
        Broken.Code("batch.limit", "applyDeployment", c => c.Changes.Count > 1000, "quota"),
        Broken.Data("deployment.state", "getDeploymentState", c => c.Deployment.EndsWith("-state", StringComparison.Ordinal), d => d.With("dependencies", Datum.EmptyMap)),
        Broken.Data("deployment.version", "getDeploymentState", c => c.Deployment.EndsWith("-version", StringComparison.Ordinal), d => d.With("version", Datum.Of(1))),
        Broken.Code("deployment.unknown", "getDeploymentState", c => c.Deployment == "conformance-no-such-deployment", "invalid"),
        Broken.Code("deployment.fence", "applyDeployment", c => c.Args["fencingToken"]?.AsInteger() == 6, "denied"),
        Broken.Data("deployment.plannedDelete", "planDeployment", c => c.Deployment.EndsWith("-rest", StringComparison.Ordinal), d => d.With("changes", Datum.EmptyList)),
        Broken.Data("deployment.destroy", "destroyDeployment", _ => true, d => Edit.At(d, "/results", l => Datum.ListOf(l.Items.Take(1)))),
        Broken.Data("snapshot.create", "createSnapshot", c => c.Deployment.EndsWith("-snapshotcount", StringComparison.Ordinal), d => d.With("resources", Datum.Of(0))),
        Broken.Data("snapshot.listed", "getDeploymentState", c => c.Deployment.EndsWith("-snapshotcheckpoints", StringComparison.Ordinal), d => d.With("checkpoints", Datum.EmptyList)),
        Restored("snapshot.changed", "-snapshotchanged/"),
        Restored("snapshot.missing", "-snapshotmissing/"),
        Restored("snapshot.new", "-snapshotnew/"),
        new Fault("snapshot.dryRun") { Break = (call, next) => next(call.Tool == "rollbackToSnapshot" ? Edit.Drop(call.Parameters, "/arguments/options") : call.Parameters) },
        Broken.Code("snapshot.unknown", "rollbackToSnapshot", c => c.Args["snapshotId"]?.AsText() == "conformance-no-such-snapshot", "invalid"),
        Broken.Data("secrets.declared", "applyDeployment", c => c.Name.StartsWith("declared", StringComparison.Ordinal), d => Edit.Set(d, "/results/0/resource/properties/password", "***")),
        Broken.Data("secrets.named", "applyDeployment", c => c.Name.StartsWith("named", StringComparison.Ordinal), d => Edit.Each(d, "/results", (r, _) => Edit.At(r, "/resource/properties", Unmasked))),
        Quoting("secrets.refused", c => c.First?["urn"]?.AsText()?.Contains("-refusedsecret/", StringComparison.Ordinal) == true, "secrets.neverEchoed"),
        Quoting("secrets.neverEchoed", c => c.Name.StartsWith("declared", StringComparison.Ordinal)),
        new Fault("secrets.neverLogged") { Says = c => c.Args.ToString() },
        After("crash.object", c => c.Urn?.EndsWith("/object", StringComparison.Ordinal) == true, r => Broken.Refused(r, "notFound")),
        Broken.Data("crash.key", "applyDeployment", c => c.Name == "key", d => Edit.Set(d, "/results/0/resource/id", "another"), nth: 2),
        After("crash.askedKey", c => c.Key?.StartsWith('c') == true && c.Key != "conformance-no-such-key", r => Broken.Refused(r, "notFound")),
        After("crash.interrupted", c => c.Name == "interrupted0" && c.Changes.Count == 1, r => Broken.Failed(r, "alreadyExists")),
        new Fault("crash.schema") { Extension = (e, generation) => generation == 0 ? e : e.With("schemaDigest", Datum.Of("sha256:0")) },
    ];

    private static bool IsOfResult(Datum task) => task["result"]?.ToString().Contains("-taskresult/", StringComparison.Ordinal) == true;

    private static Datum Shortened(Datum task) => Edit.At(task, "/result/structuredContent/data/results", l => Datum.ListOf(l.Items.Take(1)));

    private static Fault Applied(string check, string name, int nth, Func<Datum, Datum> change) => Broken.Data(check, "applyDeployment", c => c.Name == name, change, nth);

    private static Datum Without(Datum data, string name) => Edit.Each(data, "/resources", (r, _) => r["name"]?.AsText() == name ? null : r);

    private static Datum Unmasked(Datum properties) =>
        Datum.MapOf(properties.Members.Select(m => KeyValuePair.Create(m.Key, m.Value["$iac"] is null ? m.Value : Datum.Of("***"))));

    private static Fault Restored(string check, string deployment) => Broken.Result(check, "rollbackToSnapshot", _ => true,
        r => r["structuredContent"]?["data"]?["results"]?.Items.Any(i => i["urn"]?.AsText()?.Contains(deployment, StringComparison.Ordinal) == true) == true ? Irreversible(r) : r);

    private static Datum Irreversible(Datum result) => Edit.At(Edit.At(result, "/structuredContent", e => e.With("success", Datum.False).With("error", Edit.Read("""{ "code": "unsupported", "message": "It is broken." }"""))),
        "/structuredContent/data", d => Edit.Each(d, "/results", (r, _) => r.With("outcome", Datum.Of("irreversible")))).With("isError", Datum.True);

    // Its keys are asked about by themselves, so they have to be remembered.
    private static Fault Cancelled(string check)
    {
        var keys = new HashSet<string>();
        return new Fault(check)
        {
            Break = async (call, next) =>
            {
                if (call.Deployment.EndsWith("-cancelledasked", StringComparison.Ordinal)) keys.UnionWith(call.Changes.Select(c => c["key"]!.AsText()!));
                var answer = await next(call.Parameters);
                return call.Key is { } key && keys.Contains(key) && answer.Result is { } result ? answer with { Result = Broken.Refused(result, "internal") } : answer;
            },
        };
    }

    private static Fault Quoting(string check, Func<Call, bool> when, params string[] also) => new(check)
    {
        Also = also,
        Break = async (call, next) =>
        {
            var answer = await next(call.Parameters);
            return call.Tool == "applyDeployment" && when(call) && answer.Result is { } result
                ? answer with { Result = Edit.Set(result, "/content/0/text", $"Looked at {call.First?["properties"]}.") } : answer;
        },
    };

    // Only of a server that was started again.
    private static Fault After(string check, Func<Call, bool> when, Func<Datum, Datum> change) => new(check)
    {
        Break = async (call, next) =>
        {
            var answer = await next(call.Parameters);
            return call.Generation > 0 && when(call) && answer.Result is { } result ? answer with { Result = change(result) } : answer;
        },
    };
}
