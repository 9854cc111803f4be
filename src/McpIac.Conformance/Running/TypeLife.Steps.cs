using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Running;

internal sealed partial class TypeLife
{
    public Answer? Validated { get; private set; }
    public Answer? Planned { get; private set; }
    public Answer? ReadBefore { get; private set; }
    public Answer? Created { get; private set; }
    public WireChange? Creation { get; private set; }
    public Answer? Replayed { get; private set; }
    public Answer? ReplayedLater { get; private set; }
    public Answer? OtherPayload { get; private set; }
    public Answer? Duplicate { get; private set; }
    public Answer? ReadById { get; private set; }
    public Answer? ReadAgain { get; private set; }
    public Answer? ReadByUrn { get; private set; }
    public Answer? ReadByKey { get; private set; }
    public Datum? Listed { get; private set; }
    public string? ListProblem { get; private set; }
    public Answer? PlannedSame { get; private set; }
    public Answer? PlannedUpdate { get; private set; }
    public Answer? Stale { get; private set; }
    public Answer? ReadAfterStale { get; private set; }
    public Answer? Updated { get; private set; }
    public Answer? UpdateReplayed { get; private set; }
    public Answer? ReadUpdated { get; private set; }
    public Answer? UpdateOfFixed { get; private set; }
    public Answer? PlannedReplacement { get; private set; }
    public Answer? ImmutableUpdate { get; private set; }
    public Answer? Replaced { get; private set; }
    public Answer? ReadReplaced { get; private set; }
    public Answer? ReadNewByUrn { get; private set; }
    public Answer? ReadOldByUrn { get; private set; }
    public Answer? OldDeleted { get; private set; }
    public Answer? ReadKeptByUrn { get; private set; }
    public string? KeptId { get; private set; }
    public Answer? PlannedDeletion { get; private set; }
    public Answer? Deleted { get; private set; }
    public Answer? DeleteReplayed { get; private set; }
    public Answer? DeletedAgain { get; private set; }
    public Answer? ReadDeleted { get; private set; }
    public Answer? ReadDeletedByKey { get; private set; }
    public Datum? ListedDeleted { get; private set; }

    private bool Plans => bench.Subject.Has("planDeployment");

    private async Task BeginAsync(CancellationToken cancellation)
    {
        if (bench.Subject.Has("validateConfig"))
            Validated = await bench.CallAsync("validateConfig", new ValidateArguments([new WireResourceDeclaration(type.Token, Name, Properties)]), cancellation);
        if (Plans) Planned = await PlanAsync(Properties, cancellation);
        ReadBefore = await bench.GetAsync(new GetArguments(Urn: Urn), cancellation);
        Creation = Change("create", properties: Properties);
        Created = await ApplyAsync(Creation, cancellation);
    }

    private async Task SendAgainAsync(CancellationToken cancellation)
    {
        if (Creation is not { } first) return;
        Replayed = await ApplyAsync(first, cancellation);
        ReplayedLater = await ApplyAsync(first with { Deadline = "2099-01-01T00:00:00Z", Dependencies = [], Prior = null }, cancellation);
        OtherPayload = await ApplyAsync(first with { Urn = Urn + "-other", Name = Name + "-other" }, cancellation);
        Duplicate = await ApplyAsync(Change("create", properties: Properties), cancellation);
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        ReadById = await bench.GetAsync(new GetArguments(Id, type.Token), cancellation);
        ReadAgain = await bench.GetAsync(new GetArguments(Id, type.Token), cancellation);
        ReadByUrn = await bench.GetAsync(new GetArguments(Urn: Urn), cancellation);
        ReadByKey = await bench.GetAsync(new GetArguments(Key: Creation?.Key), cancellation);
        (Listed, ListProblem) = await FindAsync(i => i["id"]?.AsText() == Id, cancellation);
        if (Plans) PlannedSame = await PlanAsync(Properties, cancellation);
    }

    private async Task ChangeAsync(CancellationToken cancellation)
    {
        if (!type.CanUpdate)
        {
            var other = Replacement?.Properties ?? Properties;
            UpdateOfFixed = await ApplyAsync(Change("update", Id, other), cancellation);
            return;
        }

        if (Update is not { } update || ReadById?.Data is not { } before) return;
        if (Plans) PlannedUpdate = await PlanAsync(update.Properties, cancellation);
        if (before["etag"]?.AsText() is { } etag)
        {
            Stale = await ApplyAsync(Change("update", Id, update.Properties, Prior(before) with { Etag = etag + "-stale" }), cancellation);
            ReadAfterStale = await bench.GetAsync(new GetArguments(Id, type.Token), cancellation);
        }

        var change = Change("update", Id, update.Properties, Prior(before));
        Updated = await ApplyAsync(change, cancellation);
        if (Updated.Outcome != "applied") return;
        UpdateReplayed = await ApplyAsync(change, cancellation);
        ReadUpdated = await bench.GetAsync(new GetArguments(Id, type.Token), cancellation);
    }

    private async Task ReplaceAsync(CancellationToken cancellation)
    {
        if (Replacement is not { } replacement || (Updated ?? Created)?.Resource is not { } now) return;
        if (Plans) PlannedReplacement = await PlanAsync(replacement.Properties, cancellation);
        if (type.CanUpdate) ImmutableUpdate = await ApplyAsync(Change("update", Id, replacement.Properties), cancellation);
        if (type.DeleteFirst) return;
        Replaced = await ApplyAsync(Change("create", properties: replacement.Properties, prior: Prior(now)), cancellation);
        if (Replaced is not { Outcome: "applied", Resource: { } second } || second["id"]?.AsText() is not { } newId || newId == Id) return;
        ReadReplaced = await bench.GetAsync(new GetArguments(Id, type.Token), cancellation);
        ReadNewByUrn = await bench.GetAsync(new GetArguments(Urn: Urn), cancellation);
        await ApplyAsync(Change("delete", newId), cancellation);
        ReadOldByUrn = await bench.GetAsync(new GetArguments(Urn: Urn), cancellation);

        var again = await ApplyAsync(Change("create", properties: maker.Replaced(type, Properties)?.Properties ?? replacement.Properties, prior: Prior(now)), cancellation);
        if (again is not { Outcome: "applied", Resource: { } kept }) return;
        OldDeleted = await ApplyAsync(Change("delete", Id), cancellation);
        KeptId = kept["id"]?.AsText();
        ReadKeptByUrn = await bench.GetAsync(new GetArguments(Urn: Urn), cancellation);
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        var id = KeptId ?? Id;
        if (Plans)
        {
            PlannedDeletion = await bench.CallAsync("planDeployment",
                new PlanArguments(Changes: [Change("delete", id)], Options: new PlanOptions(DryRun: true)), cancellation);
        }

        var change = Change("delete", id);
        Deleted = await ApplyAsync(change, cancellation);
        DeleteReplayed = await ApplyAsync(change, cancellation);
        DeletedAgain = await ApplyAsync(Change("delete", id), cancellation);
        ReadDeleted = await bench.GetAsync(new GetArguments(id, type.Token), cancellation);
        ReadDeletedByKey = await bench.GetAsync(new GetArguments(Key: Creation?.Key), cancellation);
        (ListedDeleted, _) = await FindAsync(i => Equals(i["urn"], Datum.Of(Urn)), cancellation);
    }

    private async Task<(Datum? Found, string? Problem)> FindAsync(Func<Datum, bool> isMeant, CancellationToken cancellation)
    {
        if (!bench.Subject.Has("listResources")) return (null, "there is no listResources");
        var (items, problem) = await Listing.AllAsync(bench, new ListArguments(type.Token), cancellation);
        return (items.FirstOrDefault(isMeant), problem);
    }
}
