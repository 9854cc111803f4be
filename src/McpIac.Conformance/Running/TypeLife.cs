using McpIac.Conformance.Checks;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Conformance.Running;

/// <summary>
/// The life of one object of a type, from its plan to its end, with every answer kept: the checks of types look at these, so that not each of them needs an object of
/// its own. An answer is null when its step couldn't be taken, because one before it failed or the type doesn't offer it.
/// </summary>
internal sealed partial class TypeLife(ResourceType type, Bench bench, ObjectMaker maker)
{
    private readonly string deployment = bench.Deployment($"life{bench.Token()}");

    public ResourceType Type => type;
    public string Name { get; } = "life";
    public string Urn => Bench.Urn(deployment, type, Name);

    /// <summary>Why no object of it could be made up; null when one could.</summary>
    public string? Unusable { get; private set; }

    /// <summary>Its author says which properties it has.</summary>
    public bool IsOwn => bench.Options.Examples?.GetValueOrDefault(type.Token)?.Create is not null;

    /// <summary>As they were sent.</summary>
    public Datum Properties { get; private set; } = Datum.EmptyMap;

    /// <summary>For a change in place; null when nothing can change.</summary>
    public (Datum Properties, string Path)? Update { get; private set; }

    /// <summary>For another object in its place; null when nothing forces that.</summary>
    public (Datum Properties, string Path)? Replacement { get; private set; }

    public Datum? Made => Created?.Outcome == "applied" ? Created.Resource : null;
    public string? Id => Made?["id"]?.AsText();

    public async Task LiveAsync(CancellationToken cancellation)
    {
        try
        {
            Properties = await maker.PropertiesAsync(type, cancellation);
        }
        catch (Exception e) when (e is CheckSkipped or CheckFailure)
        {
            Unusable = e.Message;
            return;
        }

        Update = maker.Changed(type, Properties);
        Replacement = maker.Replaced(type, Properties);
        await BeginAsync(cancellation);
        if (Id is null) return;
        await SendAgainAsync(cancellation);
        await ReadAsync(cancellation);
        await ChangeAsync(cancellation);
        await ReplaceAsync(cancellation);
        await EndAsync(cancellation);
    }

    private WireChange Change(string action, string? id = null, Datum? properties = null, WirePrior? prior = null) =>
        new(bench.Token(), action, type.Token, Name, Urn, id, prior, properties);

    private Task<Answer> ApplyAsync(WireChange change, CancellationToken cancellation) => bench.ApplyAsync(change, cancellation);

    private Task<Answer> PlanAsync(Datum properties, CancellationToken cancellation) => bench.CallAsync("planDeployment",
        new PlanArguments(Resources: [new WireResourceDeclaration(type.Token, Name, properties, Urn)], Options: new PlanOptions(DryRun: true)), cancellation);

    private static WirePrior Prior(Datum resource) =>
        new(resource["properties"] ?? Datum.EmptyMap, resource["outputs"] ?? Datum.EmptyMap, resource["etag"]?.AsText(), resource["private"]);
}
