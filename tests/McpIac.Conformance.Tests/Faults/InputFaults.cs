using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>What is wrong with validating, planning and refusing.</summary>
internal static class InputFaults
{
    public static IEnumerable<Fault> All() =>
    [
        Validate("validate.valid", c => c.IsLife, d => d.With("valid", Datum.False)),
        Diagnosed("validate.missing", "required"),
        Diagnosed("validate.kind", "type"),
        Diagnosed("validate.constraint", "range"),
        Diagnosed("validate.unknownMember", "unknownMember"),
        Validate("validate.all", c => c.Name == "mistaken", d => Edit.At(d, "/diagnostics", l => Datum.ListOf(l.Items.Take(1)))),
        Validate("validate.unknownValue", c => c.Args.ToString().Contains("unknown\"", StringComparison.Ordinal), d => d.With("valid", Datum.False)),
        Validate("validate.type", c => c.Type.EndsWith(":conformance:none", StringComparison.Ordinal), d => d.With("valid", Datum.True).With("diagnostics", Datum.EmptyList)),
        Validate("validate.resource", _ => true, d => Edit.Each(d, "/diagnostics", (i, _) => i.With("resource", Datum.Of("another")))),
        Broken.Result("apply.invalid", "applyDeployment", c => c.Name == "invalid", r => Edit.Drop(r, "/structuredContent/data/results/0/error/details/path")),
        Broken.Result("apply.marker", "applyDeployment", c => c.Name == "marker", r => Broken.Applied(r)),
        Broken.Result("apply.type", "applyDeployment", c => c.Name == "refused" && c.Type.EndsWith(":none", StringComparison.Ordinal), r => Broken.Applied(r)),
        Broken.Result("apply.action", "applyDeployment", c => c.Name == "refused" && c.Action == "conformance", r => Broken.Applied(r)),
        Broken.Result("apply.key", "applyDeployment", c => c.Name == "refused" && c.First?["key"]?.AsText() == "", r => Broken.Applied(r)),
        Broken.Result("apply.id", "applyDeployment", c => c.Name == "refused" && c.Action == "update", r => Broken.Applied(r)),
        Broken.Code("apply.updateOfNothing", "applyDeployment", c => c.Name == "nothing", "invalid"),
        Plan("plan.create", 1, d => Edit.Set(d, "/changes/0/key", "")),
        Broken.Result("plan.noEffects", "getResource", c => c.IsLife, r => Broken.Refused(r, "unavailable"), 1, "lifecycle.notBefore"),
        Plan("plan.apply", 1, d => Edit.Set(d, "/changes/0/properties/color", "blue")),
        Plan("plan.noop", 2, d => Edit.Set(d, "/changes/0/action", "update")),
        Plan("plan.update", 3, d => Edit.Set(d, "/changes/0/diff/0/path", "/other")),
        Plan("plan.updateHonest", 3, d => Edit.Set(d, "/changes/0/diff/0/forcesReplacement", Datum.True)),
        Plan("plan.replace", 4, d => Edit.Each(d, "/changes/0/diff", (i, _) => i.With("forcesReplacement", Datum.False))),
        Plan("plan.deleteFirst", 4, d => Edit.Set(d, "/changes/0/deleteFirst", Datum.True)),
        Plan("plan.destroysData", 5, d => Edit.Set(d, "/changes/0/destroysData", Datum.False)),
        Plan("plan.delete", 5, d => Edit.Set(d, "/changes/0/key", "another")),
        Plan("plan.inverse", 1, d => Edit.Set(d, "/changes/0/inverse/kind", "irreversible")),
        Broken.Data("plan.unknown", "planDeployment", c => c.Name == "unknown", d => Edit.Each(d, "/changes", (p, _) => Edit.At(p, "/properties", m => Datum.MapOf(m.Members.Select(x => KeyValuePair.Create(x.Key, x.Value["$iac"] is null ? x.Value : Datum.Of(5))))))),
        Broken.Data("plan.invalid", "planDeployment", c => c.Name == "mistaken", d => Edit.Each(d, "/changes", (p, _) => Edit.Each(p, "/diagnostics", (i, _) => i.With("path", Datum.Of("/other"))))),
        Broken.Data("plan.dryRun", "planDeployment", c => c.Name == "dry", d => d.With("planId", Datum.Of("plan-1"))),
        Broken.Code("plan.remembered", "applyDeployment", c => c.Deployment.EndsWith("-remembered", StringComparison.Ordinal), "invalid", nth: 1),
        Broken.Code("plan.forgotten", "applyDeployment", c => c.Args["planId"]?.AsText() == "conformance-no-such-plan", "conflict"),
        Broken.Code("plan.outdated", "applyDeployment", c => c.Deployment.EndsWith("-outdated", StringComparison.Ordinal) && c.Args["planId"] is not null, "invalid"),
    ];

    private static Fault Validate(string check, Func<Call, bool> when, Func<Datum, Datum> change) => Broken.Data(check, "validateConfig", when, change);

    private static Fault Diagnosed(string check, string code) => Validate(check, c => c.Name == "mistaken", d => d["diagnostics"]!.Items.Count > 1 ? d
        : Edit.Each(d, "/diagnostics", (i, _) => i["code"]?.AsText() == code ? i.With("path", Datum.Of("/other")) : i));

    private static Fault Plan(string check, int nth, Func<Datum, Datum> change) => Broken.Data(check, "planDeployment", c => c.IsLife, change, nth);
}
