using McpIac.Conformance.Running;
using McpIac.Schemas.Comparison;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;
using McpIac.Schemas.Validation;

namespace McpIac.Conformance.Checks;

/// <summary>An object of each type from its creation to its end.</summary>
internal static class LifecycleChecks
{
    private const string Creating = "lifecycle.create", Updating = "lifecycle.update", Replacing = "lifecycle.replace";

    public static IReadOnlyList<Check> All { get; } =
    [
        Check.OfType(Creating, "C8", 1, "An object is created", Created),
        Check.OfType("lifecycle.properties", "C1", 1, "What was created has the properties that were asked for", c => Asked(c, Made(c), c.Life.Properties)),
        Check.OfType("lifecycle.defaults", "C1", 2, "Defaults are filled in", Defaults),
        Check.OfType("lifecycle.outputs", "T2", 1, "Outputs fit their schema, and have the id", Outputs),
        Check.OfType("lifecycle.identity", "T3", 1, "The outputs that identify it are there", c =>
        {
            foreach (var name in c.Type.Identity) Demand.That(Made(c)["outputs"]?[name] is { IsNull: false }, $"the output {name} of its identity isn't there");
        }),
        Check.OfType("lifecycle.notBefore", "G3", 1, "What wasn't created yet isn't found", c =>
        {
            Made(c);
            Demand.Error(Demand.Taken(c.Life.ReadBefore, "getResource"), "asking for a urn before its create", ErrorCodes.NotFound);
        }),
        Check.OfType("lifecycle.readById", "G1", 1, "It is read by its id as it was made", c => Read(c, Demand.Taken(c.Life.ReadById, Creating), "reading by id")),
        Check.OfType("lifecycle.readByUrn", "G1", 1, "It is read by its urn as it was made", c => Read(c, Demand.Taken(c.Life.ReadByUrn, Creating), "reading by urn")),
        Check.OfType("lifecycle.readByKey", "G4", 2, "It is read by the key of its change", c => Read(c, Demand.Taken(c.Life.ReadByKey, Creating), "reading by key")),
        Check.OfType("lifecycle.stable", "G1", 1, "Read twice it is the same, its etag too", c => Demand.Same(
            Demand.Data(Demand.Taken(c.Life.ReadById, Creating), "reading by id"), Demand.Data(Demand.Taken(c.Life.ReadAgain, Creating), "reading again"), "what is read again")),
        Check.OfType("lifecycle.listed", "LS1", 1, "It is listed", c =>
        {
            Made(c);
            if (!c.Type.CanList && c.Life.Listed is null) throw Demand.Exempt("objects of the type can't be listed");
            Demand.That(c.Life.ListProblem is null, $"listing: {c.Life.ListProblem}");
            Demand.That(c.Life.Listed is not null, $"listResources doesn't name {c.Life.Id}");
            Demand.Same(Datum.Of(c.Life.Urn), c.Life.Listed["urn"], "the listed urn");
        }),
        Check.OfType("lifecycle.exists", "C4", 2, "A second object for the same urn is refused as alreadyExists", c =>
            Demand.Refused(Demand.Taken(c.Life.Duplicate, Creating), "a second create for the urn", ErrorCodes.AlreadyExists)),
        Check.OfType(Updating, "C5", 1, "It is updated in place", Updated),
        Check.OfType("lifecycle.updateRead", "G1", 1, "After an update it is read as it became", c => Asked(c,
            Demand.Data(Demand.Taken(c.Life.ReadUpdated, Updating, Unchanging(c)), "reading after the update"), c.Life.Update?.Properties ?? Datum.EmptyMap)),
        Check.OfType("lifecycle.fixed", "C5", 1, "A type without updates refuses them", c =>
        {
            if (c.Type.CanUpdate) throw Demand.Exempt("the type has updates");
            Demand.Refused(Demand.Taken(c.Life.UpdateOfFixed, Creating), "an update", ErrorCodes.Unsupported, ErrorCodes.Invalid);
        }),
        Check.OfType("lifecycle.immutable", "C5", 2, "An update of what is immutable is refused, by its path", Immutable),
        Check.OfType(Replacing, "C4", 2, "A replacement is made beside the old object, under another id", Replaced),
        Check.OfType("lifecycle.replaceBoth", "C4", 2, "Until the old object is deleted both are there, and the urn is the new one's", c =>
        {
            var newId = Demand.Taken(c.Life.Replaced, Replacing, Irreplaceable(c)).Resource?["id"];
            Demand.Same(Datum.Of("created"), Demand.Data(Demand.Taken(c.Life.ReadReplaced, Replacing), "reading the old object")["state"], "the old object's state");
            Demand.Same(newId, Demand.Data(Demand.Taken(c.Life.ReadNewByUrn, Replacing), "reading the urn")["id"], "the id of the urn's object");
        }),
        Check.OfType("lifecycle.replaceUndone", "C4", 2, "When the new one is deleted instead, the urn is the old one's again", c => Demand.Same(Datum.Of(c.Life.Id ?? ""),
            Demand.Data(Demand.Taken(c.Life.ReadOldByUrn, Replacing, Irreplaceable(c)), "reading the urn")["id"], "the id of the urn's object")),
        Check.OfType("lifecycle.replaceDone", "C4", 2, "When the old one is deleted by its id, the new one stays", c =>
        {
            Demand.Applied(Demand.Taken(c.Life.OldDeleted, Replacing, Irreplaceable(c)), "deleting the old object");
            var urns = Demand.Data(Demand.Taken(c.Life.ReadKeptByUrn, Replacing), "reading the urn");
            Demand.Same(Datum.Of(c.Life.KeptId ?? ""), urns["id"], "the id of the urn's object");
            Demand.Same(Datum.Of("created"), urns["state"], "its state");
        }),
        Check.OfType("lifecycle.delete", "C6", 1, "It is deleted", c => Demand.Applied(Demand.Taken(c.Life.Deleted, Creating), "deleting")),
        Check.OfType("lifecycle.deleteAgain", "C6", 1, "Deleting what isn't there is applied", c => Demand.Applied(Demand.Taken(c.Life.DeletedAgain, Creating), "deleting what is gone")),
        Check.OfType("lifecycle.gone", "LS1", 1, "What was deleted is listed no more", c =>
        {
            Made(c);
            Demand.That(c.Life.ListedDeleted is null, "what was deleted is still listed");
        }),
        Check.OfType("lifecycle.deleted", "G2", 2, "What was deleted is read as deleted", c =>
            Demand.Same(Datum.Of("deleted"), Demand.Data(Demand.Taken(c.Life.ReadDeleted, Creating), "reading what was deleted")["state"], "its state")),
        Check.OfType("lifecycle.deletedByKey", "G4", 2, "The key of its create tells that it was deleted", c =>
        {
            // The object of that change is deleted either way, also when another took its place meanwhile.
            var data = Demand.Data(Demand.Taken(c.Life.ReadDeletedByKey, Creating), "asking for the key of what was deleted");
            Demand.Same(Datum.Of("deleted"), data["state"], "its state");
        }),
        Check.OfServer("read.unknownId", "G3", 1, "An id that never was is notFound", async c =>
            Demand.Error(await c.Bench.GetAsync(new GetArguments(NotFound.Id, c.Workhorse.Token), c.Cancellation), "asking for an id that never was", ErrorCodes.NotFound)),
        Check.OfServer("read.unknownUrn", "G3", 1, "A urn that never was is notFound", async c =>
            Demand.Error(await c.Bench.GetAsync(new GetArguments(Urn: NotFound.Urn), c.Cancellation), "asking for a urn that never was", ErrorCodes.NotFound)),
        Check.OfServer("read.unknownKey", "G4", 2, "A key that never was is notFound", async c =>
            Demand.Error(await c.Bench.GetAsync(new GetArguments(Key: NotFound.Key), c.Cancellation), "asking for a key that never was", ErrorCodes.NotFound)),
        Check.OfServer("read.looked", "G5", 1, "What is only looked at is the same", async c =>
        {
            var made = await c.Maker.MakeAsync(c.Workhorse, c.Bench.Deployment("looked"), "looked", c.Cancellation);
            var known = Demand.Data(await c.Bench.GetAsync(new GetArguments(made.Id, made.Type.Token), c.Cancellation), "reading by id");
            var looked = Demand.Data(await c.Bench.GetAsync(new GetArguments(made.Id, made.Type.Token, Managed: false), c.Cancellation), "looking by id");
            foreach (var part in new[] { "id", "properties", "outputs" }) Demand.Same(known[part], looked[part], $"looked at, the member {part}");
        }),
        Check.OfServer("read.nothing", "G1", 2, "getResource without an id, a urn or a key is invalid", async c =>
            Demand.Error(await c.Bench.GetAsync(new GetArguments(), c.Cancellation), "asking for nothing", ErrorCodes.Invalid)),
    ];

    /// <summary>Why nothing can be changed in place; null when something can.</summary>
    public static string? Unchanging(CheckContext context) => context.Type.CanUpdate ? null : "the type has no updates";

    /// <summary>Why no object can be made in the place of another; null when one can.</summary>
    private static string? Irreplaceable(CheckContext context) => context.Type.DeleteFirst ? "a replacement can't exist beside what it replaces"
        : context.Life is { Id: not null, Replacement: null } ? "nothing forces a replacement" : null;

    /// <summary>What the create answered.</summary>
    public static Datum Made(CheckContext context) => context.Life.Unusable is { } why ? throw new CheckSkipped(why)
        : context.Life.Made ?? throw new CheckSkipped($"it needs {Creating} to work");

    private static void Created(CheckContext context)
    {
        if (context.Life.Unusable is { } why) throw new CheckSkipped(why);
        Demand.That(context.Life.Created?.Outcome == "applied", $"a create with valid properties: {context.Life.Created}{(context.Life.IsOwn ? "" : "; the properties are made up: give others with --examples")}");
        var resource = context.Life.Created.Resource;
        Demand.That(resource?["id"]?.AsText() is { Length: > 0 }, "the resource has no id");
        Demand.Same(Datum.Of(context.Life.Urn), resource["urn"], "its urn");
        Demand.Same(Datum.Of(context.Type.Token), resource["type"], "its type");
        Demand.Same(Datum.Of(context.Life.Name), resource["name"], "its name");
        Demand.Same(Datum.Of("created"), resource["state"], "its state");
        Demand.Same(Datum.Of(context.Life.Creation?.Key ?? ""), context.Life.Created.First?["key"], "the result's key");
    }

    private static void Read(CheckContext context, Answer answer, string doing)
    {
        Made(context);
        var read = Demand.Data(answer, doing);
        Demand.Same(Datum.Of(context.Life.Id ?? ""), read["id"], $"{doing}: its id");
        Demand.Same(Datum.Of(context.Life.Urn), read["urn"], $"{doing}: its urn");
        Demand.Same(Datum.Of("created"), read["state"], $"{doing}: its state");
        Asked(context, read, context.Life.Properties);
        Demand.Same(Made(context)["outputs"]?["id"], read["outputs"]?["id"], $"{doing}: the output id");
    }

    /// <summary>What is there must be as it was asked for. Secrets are masked, and what can't be read back may be missing.</summary>
    private static void Asked(CheckContext context, Datum resource, Datum asked)
    {
        Made(context);
        foreach (var (name, value) in asked.Members)
        {
            var member = context.Type.Properties.Member(name);
            if (member?.Shape is { Sensitive: true } or { WriteOnly: true }) continue;
            var actual = resource["properties"]?[member?.Name ?? name];
            Demand.That(actual is not null && Equivalence.Same(member?.Shape, value, actual, Masked), $"the property {name} is {Demand.Shown(actual)}, and {Demand.Shown(value)} was asked for");
        }
    }

    private static bool? Masked(Datum before, Datum after) => after["$iac"]?.AsText() == "secret" ? true : null;

    private static void Defaults(CheckContext context)
    {
        var made = Made(context);
        var members = context.Type.Properties.Members.Where(m => m.Shape is { Default: not null, Sensitive: false, WriteOnly: false } && context.Life.Properties[m.Name] is null).ToArray();
        if (members.Length == 0) throw Demand.Exempt("no property has a default that isn't given");
        foreach (var member in members)
        {
            var actual = made["properties"]?[member.Name];
            Demand.That(actual is not null && Equivalence.Same(member.Shape, member.Shape.Default ?? Datum.Null, actual), $"the property {member.Name} is {Demand.Shown(actual)}, and its default is {Demand.Shown(member.Shape.Default)}");
        }
    }

    private static void Outputs(CheckContext context)
    {
        var made = Made(context);
        Demand.Same(made["id"], made["outputs"]?["id"], "the output id");
        var closed = context.Type.Raw["outputs"]?["additionalProperties"]?.AsBoolean() == false;
        Violation[] wrong = [.. ShapeValidator.Validate(context.Type.Outputs, made["outputs"] ?? Datum.EmptyMap)
            .Where(v => v.Code != "unknownMember" || (closed && context.Type.Properties.Member(v.Path[1..])?.Shape.Computed != true))];
        Demand.That(wrong.Length == 0, wrong.Length == 0 ? "" : $"the outputs don't fit their schema: {wrong[0].Path} {wrong[0].Message}");
    }

    private static void Updated(CheckContext context)
    {
        Made(context);
        if (Unchanging(context) is { } why) throw Demand.Exempt(why);
        if (context.Life.Update is not { } update) throw new CheckSkipped("no change in place could be made up; give one with --examples");
        var resource = Demand.Applied(Demand.Taken(context.Life.Updated, "lifecycle.readById"), $"an update of {update.Path}");
        Demand.Same(Datum.Of(context.Life.Id ?? ""), resource["id"], "the id after an update");
        Asked(context, resource, update.Properties);
    }

    private static void Immutable(CheckContext context)
    {
        Made(context);
        if (!context.Type.CanUpdate) throw Demand.Exempt("the type has no updates");
        if (context.Life.Replacement is not { } replacement) throw Demand.Exempt("no immutable property could be changed");
        var answer = Demand.Taken(context.Life.ImmutableUpdate, Updating);
        Demand.Refused(answer, $"an update of the immutable {replacement.Path}", ErrorCodes.Invalid, ErrorCodes.Unsupported);
        var path = (answer.First?["error"] ?? answer.Error)?["details"]?["path"]?.AsText();
        Demand.That(path?.Length > 1 && context.Type.Properties.Member(path.Split('/')[1])?.Shape.Immutable == true, $"the refusal of an update of {replacement.Path} has the path {path ?? "of nothing"}");
    }

    private static void Replaced(CheckContext context)
    {
        Made(context);
        if (Irreplaceable(context) is { } why) throw Demand.Exempt(why);
        if (context.Life.Replacement is not { } replacement) throw new CheckSkipped($"it needs {Updating} to work");
        var resource = Demand.Applied(Demand.Taken(context.Life.Replaced, Updating), $"a replacement with another {replacement.Path}");
        Demand.That(resource["id"] is not null && !Equals(resource["id"], Datum.Of(context.Life.Id ?? "")), "the replacement has the id of what it replaces");
        Demand.Same(Datum.Of(context.Life.Urn), resource["urn"], "its urn");
    }
}
