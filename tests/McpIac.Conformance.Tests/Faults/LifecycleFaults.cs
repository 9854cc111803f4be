using McpIac.Schemas.Data;

namespace McpIac.Conformance.Tests.Faults;

/// <summary>What is wrong with the life of an object.</summary>
internal static class LifecycleFaults
{
    private const string Resource = "/results/0/resource";

    public static IEnumerable<Fault> All() =>
    [
        Apply("lifecycle.create", 1, d => Edit.Set(d, Resource + "/state", "creating")),
        Apply("lifecycle.properties", 1, d => Edit.Set(d, Resource + "/properties/size", Datum.Of(6))),
        Apply("lifecycle.defaults", 1, d => Edit.Drop(d, Resource + "/properties/color")),
        Apply("lifecycle.outputs", 1, d => Edit.Set(d, Resource + "/outputs/zone", Datum.Of(7))),
        Apply("lifecycle.identity", 1, d => Edit.Drop(d, Resource + "/outputs/id")),
        ByUrn("lifecycle.notBefore", 1, r => Broken.Well(r, Edit.Read("""{ "id": "", "type": "t", "name": "n", "properties": {}, "outputs": {}, "dependencies": [], "state": "pending" }"""))),
        ById("lifecycle.readById", 1, r => Edit.Set(r, "/structuredContent/data/properties/size", Datum.Of(6))),
        ByUrn("lifecycle.readByUrn", 2, r => Edit.Set(r, "/structuredContent/data/properties/size", Datum.Of(6))),
        Broken.Data("lifecycle.readByKey", "getResource", c => c.Key?.StartsWith('c') == true, d => Edit.Set(d, "/properties/size", Datum.Of(6)), nth: 1),
        ById("lifecycle.stable", 2, r => Edit.Set(r, "/structuredContent/data/etag", "77")),
        Broken.Data("lifecycle.listed", "listResources", c => c.Type == "sample:thing:item" && c.Args["limit"] is null, d => d.With("resources", Datum.EmptyList)),
        Broken.Result("lifecycle.exists", "applyDeployment", c => c.IsLife, r => Broken.Applied(r), nth: 4),
        Broken.Result("lifecycle.update", "applyDeployment", c => c.IsLife && c.Action == "update", r => Broken.Failed(r, "quota"), nth: 2),
        ById("lifecycle.updateRead", 4, r => Edit.Set(r, "/structuredContent/data/properties/notes", "n")),
        Broken.Result("lifecycle.fixed", "applyDeployment", c => c.Type == "sample:thing:stone" && c.Action == "update", r => Broken.Applied(r)),
        Broken.Result("lifecycle.immutable", "applyDeployment", c => c.IsLife && c.Action == "update", r => Edit.Drop(r, "/structuredContent/data/results/0/error/details/path"), nth: 4),
        Broken.Result("lifecycle.replace", "applyDeployment", c => c.IsLife && c.First?["prior"] is not null && c.Action == "create", r => Broken.Failed(r, "conflict"), nth: 1),
        ById("lifecycle.replaceBoth", 5, r => Edit.Set(r, "/structuredContent/data/state", "deleted")),
        ByUrn("lifecycle.replaceUndone", 4, r => Edit.Set(r, "/structuredContent/data/id", "another")),
        ByUrn("lifecycle.replaceDone", 5, r => Edit.Set(r, "/structuredContent/data/id", "another")),
        Delete("lifecycle.delete", 3, r => Broken.Failed(r, "inUse")),
        Delete("lifecycle.deleteAgain", 5, r => Broken.Failed(r, "notFound")),
        Gone(),
        ById("lifecycle.deleted", 6, r => Edit.Set(r, "/structuredContent/data/state", "created")),
        Broken.Data("lifecycle.deletedByKey", "getResource", c => c.Key?.StartsWith('c') == true, d => d.With("state", Datum.Of("created")), nth: 2),
        Broken.Code("read.unknownId", "getResource", c => c.Id == "conformance-no-such-id", "conflict"),
        Broken.Code("read.unknownUrn", "getResource", c => c.Urn?.StartsWith("conformance-none", StringComparison.Ordinal) == true, "conflict"),
        Broken.Code("read.unknownKey", "getResource", c => c.Key == "conformance-no-such-key", "conflict"),
        Broken.Data("read.looked", "getResource", c => c.Args["managed"]?.AsBoolean() == false, d => Edit.Set(d, "/outputs/id", "another")),
        Broken.Code("read.nothing", "getResource", c => c.Args.Members.Count == 0, "notFound"),
        Apply("idempotency.create", 2, d => Edit.Set(d, Resource + "/etag", "77")),
        Apply("idempotency.unimportant", 3, d => Edit.Set(d, Resource + "/etag", "77")),
        Broken.Code("idempotency.otherPayload", "applyDeployment", c => c.Name == "life-other" && c.Type == "sample:thing:item", "alreadyExists"),
        Broken.Data("idempotency.update", "applyDeployment", c => c.IsLife && c.Action == "update", d => Edit.Set(d, Resource + "/etag", "77"), nth: 3),
        Delete("idempotency.delete", 4, r => Broken.Failed(r, "notFound")),
        Broken.Code("etag.stale", "applyDeployment", c => c.IsLife && c.Action == "update", "invalid", nth: 1),
        ById("etag.changes", 4, r => Edit.Set(r, "/structuredContent/data/etag", "1")),
    ];

    private static Fault Apply(string check, int nth, Func<Datum, Datum> change) => Broken.Data(check, "applyDeployment", c => c.IsLife, change, nth);

    private static Fault Delete(string check, int nth, Func<Datum, Datum> change) => Broken.Result(check, "applyDeployment", c => c.IsLife && c.Action == "delete", change, nth);

    private static Fault ById(string check, int nth, Func<Datum, Datum> change) => Broken.Result(check, "getResource", c => c.Id is not null && c.Type == "sample:thing:item", change, nth);

    private static Fault ByUrn(string check, int nth, Func<Datum, Datum> change) => Broken.Result(check, "getResource", c => c.IsLife, change, nth);

    // Lists what it once listed for ever.
    private static Fault Gone()
    {
        var remembered = new Dictionary<string, Datum>();
        return Broken.Data("lifecycle.gone", "listResources", c => c.Args["type"]?.AsText() == "sample:thing:item" && c.Args.Members.Count == 1, d =>
        {
            foreach (var item in d["resources"]!.Items) remembered[item["id"]!.AsText()!] = item;
            return d.With("resources", Datum.ListOf(remembered.Values));
        });
    }
}
