using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>What is wrong with what a server says about itself.</summary>
internal static class AnnouncementFaults
{
    public static IEnumerable<Fault> All() =>
    [
        Broken.Request("tools.listed", "tools/list", r => Edit.At(r, "/tools", t => Datum.ListOf([.. t.Items, t.Items[0]]))),
        Broken.Tool("tools.manage", "listResources", _ => null, "lifecycle.listed"),
        Broken.Tool("tools.plan", "validateConfig", _ => null),
        Broken.Tool("tools.deployments", "createSnapshot", _ => null),
        Broken.Tool("tools.arguments", "getResource", t => Edit.Drop(t, "/inputSchema/properties/key")),
        Broken.Tool("tools.schemas", "getResource", t => Edit.Set(t, "/inputSchema/properties/key/minLength", Datum.Of(-1))),
        Broken.Tool("tools.answers", "getResource", t => Edit.Drop(t, "/outputSchema/properties/error")),
        Broken.Tool("tools.reading", "getResource", t => Edit.Set(t, "/annotations/readOnlyHint", Datum.False)),
        Broken.Tool("tools.destroying", "destroyDeployment", t => Edit.Set(t, "/annotations/destructiveHint", Datum.False)),
        Broken.Tool("tools.idempotent", "applyDeployment", t => Edit.Set(t, "/annotations/idempotentHint", Datum.False)),
        Broken.Result("tools.unknown", "conformanceNoSuchTool", _ => true, r => Broken.Well(r, Datum.EmptyMap)),
        Broken.Result("tools.malformed", "applyDeployment", c => c.Args["changes"]?.AsText() is not null, r => Broken.Well(r, Edit.Read("""{ "results": [] }"""))),
        Broken.Result("tools.nothing", "applyDeployment", c => c.Args.Members.Count == 0, r => Broken.Well(r, Edit.Read("""{ "results": [] }"""))),
        Broken.Extension("protocol.extension", e => e.With("version", Datum.Of("2"))),
        Broken.Extension("protocol.provider", e => e.Without("provider"), "protocol.schema"),
        Broken.Extension("protocol.claims", e => e.With("level", Datum.Of(7))),
        Broken.Extension("protocol.limits", e => Edit.Set(e, "/limits/maxConcurrency", Datum.Of(0))),
        Broken.Request("protocol.schema", "resources/list", r => r.With("resources", Datum.EmptyList)),
        Broken.Request("protocol.digest", "resources/read", r => Edit.At(r, "/contents/0/text", t => Datum.Of(Edit.Read(t.AsText()!).With("schemaDigest", Datum.Of("sha256:0")).ToString()))),
        Broken.Type("types.readable", t => t.With("version", Datum.Of("one")).With("type", Datum.Of("sample"))),
        Broken.Type("types.objects", t => Edit.Set(t, "/outputs/type", Edit.Read("""["object"]"""))),
        Broken.Type("types.schemas", t => Edit.Set(t, "/properties/properties/color/uniqueItems", "yes")),
        Broken.Type("types.id", t => Edit.Set(t, "/outputs/properties/id", Edit.Read("""{ "type": ["string", "null"] }"""))),
        Broken.Type("types.identity", t => t.With("identity", Edit.Read("""["nothing"]""")), "lifecycle.identity", "types.readable"),
        Broken.Type("types.naturalKeys", t => t.With("naturalKeys", Edit.Read("""[["nothing"]]""")), "types.readable"),
        Broken.Type("types.operations", t => Edit.Set(t, "/operations/import", "yes"), "types.readable"),
        Broken.Type("types.undo", t => Edit.Set(t, "/undo/delete", "sometimes"), "types.readable", "plan.inverse"),
        Broken.Type("types.temper", t => t.With("deleteFirst", Datum.Of("yes"))),
        Broken.Type("types.examples", t => t.With("examples", Edit.Read("""[{ "size": "big" }, { "size": 5, "place": "here", "notes": "n" }]"""))),
        Broken.Type("types.references", t => Edit.Set(t, "/properties/properties/color/x-iac-ref", "sample:thing:nothing#id")),
        Broken.Type("types.annotations", t => Edit.Set(t, "/properties/properties/color/x-iac-nonsense", Datum.True)),
    ];
}
