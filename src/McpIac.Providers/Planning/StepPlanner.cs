using McpIac.Providers.Changes;
using McpIac.Providers.Differences;
using McpIac.Providers.Handlers;
using McpIac.Providers.Resources;
using McpIac.Providers.Secrets;
using McpIac.Providers.Stores;
using McpIac.Schemas.Catalogs;
using McpIac.Schemas.Data;
using McpIac.Schemas.Protocol;

namespace McpIac.Providers.Planning;

/// <summary>Plans one resource: compares what is asked with what really is.</summary>
internal sealed class StepPlanner(IReadOnlyDictionary<string, IResourceHandler> handlers, ProviderStore store, ResourceReader reader, ConfigValidator validator)
{
    /// <summary>Of a change that an orchestrator would send: action and key are its own.</summary>
    public async Task<PlannedStep> PlanAsync(WireChange change, CancellationToken cancellation)
    {
        if (change.Action == "delete") return Delete(change);
        var declaration = new WireResourceDeclaration(change.Type, change.Name, change.Properties ?? Datum.EmptyMap, change.Urn, change.Id, change.Prior);
        var step = await PlanAsync(declaration, change, cancellation);
        return step with { Main = step.Main is null ? null : change, First = null, Last = null };
    }

    public Task<PlannedStep> PlanAsync(WireResourceDeclaration declaration, CancellationToken cancellation) => PlanAsync(declaration, null, cancellation);

    public PlannedStep Delete(StoredObject stored) => Delete(new WireChange(NewKey(), "delete", stored.Type, stored.Name, stored.Urn, stored.Id));

    private PlannedStep Delete(WireChange change)
    {
        var type = handlers.GetValueOrDefault(change.Type ?? "")?.Type;
        var answer = new WirePlannedChange(change.Key, "delete", null, [], false, Inverse(type?.UndoDelete), type?.Stateful == true, null,
            type is null ? [new WireDiagnostic("error", "type", $"The type '{change.Type}' isn't one of this provider.", null, change.Urn)] : []);
        return new PlannedStep(answer, Last: change);
    }

    private async Task<PlannedStep> PlanAsync(WireResourceDeclaration declaration, WireChange? asked, CancellationToken cancellation)
    {
        var key = asked?.Key ?? NewKey();
        WireDiagnostic[] diagnostics = [.. validator.Validate(declaration, cancellation)];
        if (!handlers.TryGetValue(declaration.Type ?? "", out var handler) || diagnostics.Any(d => d.Severity == "error"))
        {
            return new PlannedStep(new WirePlannedChange(key, asked?.Action ?? "create", null, [], false, new WireInverse("exact"), false, null, diagnostics));
        }

        var urn = declaration.Urn ?? "";
        var recorded = declaration.Id is { } id ? store.Find(handler.Type.Token, id) : store.FindUrn(urn);
        var actual = recorded is null ? null : await reader.ActualAsync(recorded, cancellation);
        var properties = await ForeseeAsync(handler, declaration, isNew: actual is null || asked?.Action == "create", cancellation);
        var secrets = new SecretValues(handler.Type, properties, asked?.Secrets);
        var shown = secrets.Protect(properties, urn, store.Key);
        var diff = PropertyDiffer.Compare(handler.Type.Properties, actual?.Properties ?? Datum.EmptyMap, shown);
        var action = asked?.Action == "create" || actual is null ? "create"
            : diff.Count == 0 && !actual.Tainted ? "noop"
            : diff.Any(d => d.ForcesReplacement) || !handler.Type.CanUpdate ? "replace" : "update";
        var answer = new WirePlannedChange(key, action, Markers.Mask(shown), diff, action == "replace" && handler.Type.DeleteFirst,
            Inverse(action, handler.Type), action == "replace" && handler.Type.Stateful, null, diagnostics);
        return Step(answer, declaration, actual);
    }

    // A record holds no unknown value, and a handler that fails to foresee leaves the plan to the schema; the change itself will fail where it must.
    private static async Task<Datum> ForeseeAsync(IResourceHandler handler, WireResourceDeclaration declaration, bool isNew, CancellationToken cancellation)
    {
        var properties = Normaliser.Normalise(handler.Type.Properties, declaration.Properties).Value;
        if (Markers.Find(properties) is not null) return properties;
        try
        {
            return await Foresight.OfAsync(handler, properties, isNew, new OperationContext("", declaration.Urn ?? "", declaration.Name, new Progress<string>(), cancellation));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return properties;
        }
    }

    private static PlannedStep Step(WirePlannedChange answer, WireResourceDeclaration declaration, StoredObject? actual)
    {
        var urn = declaration.Urn ?? "";
        var create = new WireChange(answer.Key, "create", declaration.Type, declaration.Name, urn, Properties: declaration.Properties);
        if (answer.Action == "noop" || actual is null) return new PlannedStep(answer, Main: answer.Action == "noop" ? null : create);
        if (answer.Action == "update") return new PlannedStep(answer, Main: create with { Action = "update", Id = actual.Id, Dependencies = actual.Dependencies });
        var delete = new WireChange(answer.Key + "-delete", "delete", actual.Type, actual.Name, actual.Urn, actual.Id);
        return answer.DeleteFirst
            ? new PlannedStep(answer, First: delete, Main: create)
            : new PlannedStep(answer, Main: create with { Prior = new WirePrior(Markers.Bare(actual.Properties), actual.Outputs, actual.Etag) }, Last: delete);
    }

    private static WireInverse Inverse(string action, ResourceType type) => action switch
    {
        "create" => Inverse(type.UndoCreate),
        "update" => Inverse(type.UndoUpdate),
        "replace" => Inverse(type.UndoDelete),
        _ => new WireInverse("exact"),
    };

    private static WireInverse Inverse(UndoKind? kind) => kind switch
    {
        UndoKind.Recreate => new WireInverse("recreate", "A new object with the same properties takes its place; its id and what the provider chose differ."),
        UndoKind.Irreversible => new WireInverse("irreversible", "The provider can't take it back."),
        _ => new WireInverse("exact"),
    };

    private static string NewKey() => Guid.CreateVersion7().ToString("N");
}
